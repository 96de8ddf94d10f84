//! Changes an input that is JSON so that it stays JSON: one value becomes another. Changed bytes
//! would mostly be refused at once.

use serde_json::Value;

/// Replaces the input `data[..size]` by the one that `seed` makes of it. Returns the new size.
/// `None`: it is no JSON, or needs more than `most` bytes.
pub fn mutate(data: &mut [u8], size: usize, most: usize, seed: u32) -> Option<usize> {
    let mut value: Value = serde_json::from_slice(data.get(..size)?).ok()?;
    let count = count(&value);
    let (seed, here) = divide(seed as usize, count);
    let (seed, there) = divide(seed, count);
    let simple = [
        Value::Null,
        true.into(),
        false.into(),
        0.into(),
        (-1).into(),
        1e308.into(),
        "".into(),
        Value::Array(Vec::new()),
    ];
    let new = match simple.get(seed % (2 * simple.len())) {
        Some(simple) => simple.clone(),
        None => nth(&mut value, &mut { there })?.clone(),
    };
    *nth(&mut value, &mut { here })? = new;
    let text = serde_json::to_vec(&value).ok()?;
    let room = data.get_mut(..text.len()).filter(|_| text.len() <= most)?;
    room.copy_from_slice(&text);
    Some(text.len())
}

fn divide(number: usize, by: usize) -> (usize, usize) {
    (number / by, number % by)
}

/// How many values it has, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum::<usize>(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// The value at this position, counted from the outside in.
fn nth<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(fields) => fields.values_mut().find_map(|field| nth(field, left)),
        _ => None,
    }
}
