//! Knows pictures: how to read and write them as PNG, and how to put one below
//! or onto the other. Knows nothing of what is on them.

use std::fs::File;
use std::io::{BufWriter, Cursor};
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// A picture, row by row from the top, three bytes to a pixel: red, green, blue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    pixels: Vec<u8>,
}

/// Bytes to a pixel.
const PIXEL: usize = 3;

impl Picture {
    /// The picture of these pixels; an error if they do not fill whole rows.
    pub fn new(width: usize, pixels: Vec<u8>) -> Result<Self> {
        ensure!(
            width > 0 && pixels.len().is_multiple_of(width * PIXEL),
            "{} bytes do not make rows of {width} pixels",
            pixels.len()
        );
        Ok(Self { width, pixels })
    }

    /// Reads a PNG with 8 bits to a colour, as browsers make them. What is
    /// transparent loses that.
    pub fn from_png(file: &[u8]) -> Result<Self> {
        let mut reader = png::Decoder::new(Cursor::new(file)).read_info()?;
        let size = reader.output_buffer_size().context("too large a picture")?;
        let mut bytes = vec![0; size];
        let frame = reader.next_frame(&mut bytes)?;
        bytes.truncate(frame.buffer_size());
        let pixels = match frame.color_type {
            png::ColorType::Rgb => bytes,
            png::ColorType::Rgba => bytes
                .chunks_exact(4)
                .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
                .collect(),
            other => anyhow::bail!("a picture in {other:?}, which no browser makes"),
        };
        Self::new(usize::try_from(frame.width)?, pixels)
    }

    /// One colour everywhere: red, green, blue.
    pub fn plain(width: usize, height: usize, colour: [u8; PIXEL]) -> Result<Self> {
        Self::new(width, colour.repeat(width * height))
    }

    /// The colour at a column and a row.
    pub fn pixel(&self, column: usize, row: usize) -> Option<[u8; PIXEL]> {
        let at = (row * self.width + column) * PIXEL;
        let pixel = self.pixels.get(at..at + PIXEL)?;
        (column < self.width).then(|| pixel.try_into().ok())?
    }

    /// Its number of rows.
    pub fn height(&self) -> usize {
        self.pixels.len() / (self.width * PIXEL)
    }

    /// Adds the rows of `other` below, but for the first `skip` of them.
    pub fn put_below(&mut self, other: &Self, skip: usize) -> Result<()> {
        ensure!(self.width == other.width, "the pictures differ in width");
        let rest = other.pixels.get(skip * other.width * PIXEL..);
        self.pixels.extend(rest.unwrap_or_default());
        Ok(())
    }

    /// Puts `other` onto this one, its upper left corner at column `left` and row `top`. What
    /// reaches beyond this picture is cut off.
    pub fn put_onto(&mut self, other: &Self, left: usize, top: usize) {
        let columns = other.width.min(self.width.saturating_sub(left));
        let rows = self.pixels.chunks_exact_mut(self.width * PIXEL).skip(top);
        for (row, added) in rows.zip(other.pixels.chunks_exact(other.width * PIXEL)) {
            let (start, length) = (left.min(row.len() / PIXEL) * PIXEL, columns * PIXEL);
            row[start..start + length].copy_from_slice(&added[..length]);
        }
    }

    /// Writes it as PNG, small rather than fast.
    pub fn write(&self, path: &Path) -> Result<()> {
        let file = File::create(path).with_context(|| path.display().to_string())?;
        let (width, height) = (u32::try_from(self.width)?, u32::try_from(self.height())?);
        let mut encoder = png::Encoder::new(BufWriter::new(file), width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        Ok(writer.finish()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_the_same_when_read_back() {
        let picture = Picture::new(2, (0..12).collect()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("picture.png");
        picture.write(&path).unwrap();
        let read = Picture::from_png(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(read, picture);
    }

    #[test]
    fn what_two_pictures_share_is_shown_once() {
        let mut upper = Picture::new(1, vec![1, 1, 1, 2, 2, 2]).unwrap();
        let lower = Picture::new(1, vec![2, 2, 2, 3, 3, 3]).unwrap();
        upper.put_below(&lower, 1).unwrap();
        assert_eq!(upper.height(), 3);
        assert_eq!(upper.pixels, [1, 1, 1, 2, 2, 2, 3, 3, 3]);
    }

    #[test]
    fn what_is_put_onto_a_picture_ends_at_its_edges() {
        let mut ground = Picture::plain(3, 2, [0; 3]).unwrap();
        let other = Picture::plain(2, 2, [7; 3]).unwrap();
        ground.put_onto(&other, 2, 1);
        let shades: Vec<u8> = ground.pixels.iter().step_by(3).copied().collect();
        assert_eq!(shades, [0, 0, 0, 0, 0, 7]);
        ground.put_onto(&other, 0, 0);
        let shades: Vec<u8> = ground.pixels.iter().step_by(3).copied().collect();
        assert_eq!(shades, [7, 7, 0, 7, 7, 7]);
        ground.put_onto(&Picture::plain(1, 1, [9; 3]).unwrap(), 9, 9);
        assert_eq!(ground.height(), 2);
    }

    #[test]
    fn a_pixel_is_found_by_column_and_row() {
        let picture = Picture::new(2, (0..12).collect()).unwrap();
        assert_eq!(picture.pixel(1, 0), Some([3, 4, 5]));
        assert_eq!(picture.pixel(0, 1), Some([6, 7, 8]));
        assert_eq!((picture.pixel(2, 0), picture.pixel(0, 2)), (None, None));
    }

    #[test]
    fn rows_that_are_not_whole_are_refused() {
        assert!(Picture::new(2, vec![0; 9]).is_err());
        assert!(Picture::new(0, vec![]).is_err());
    }
}
