use super::super::regulators::{regions, regulators};
use super::*;

fn of(code: &str) -> Regional {
    regional(regulators(), regions().region(code).unwrap())
}

fn kinds(code: &str) -> Vec<(&'static str, bool)> {
    let of = of(code);
    of.said
        .iter()
        .map(|it| (it.last.kind, it.compact))
        .collect()
}

#[test]
fn a_country_of_the_eea_shows_its_own_statement_first_and_the_lead_authoritys_in_short() {
    assert_eq!(
        kinds("NL"),
        [("kindReminder", false), ("kindAssessment", true)]
    );
    assert_eq!(of("NL").said[1].name.key, "leadAuthority");
    assert_eq!(kinds("IE"), [("kindAssessment", false)]);
    assert_eq!(of("IE").said[0].name.key, "authority");
    assert_eq!(
        kinds("DE"),
        [
            ("kindReminder", false),
            ("kindReminder", false),
            ("kindReminder", false),
            ("kindReminder", false),
            ("kindAssessment", true)
        ]
    );
}

#[test]
fn the_popup_tells_the_own_authority_s_statement_or_else_the_lead_authority_s() {
    for (code, told, beside) in [
        ("HK", "kindReminder", None),
        ("NL", "kindReminder", Some("kindAssessment")),
        // Of four, the first; the others are no lead authority.
        ("DE", "kindReminder", Some("kindAssessment")),
        ("NO", "kindAssessment", Some("kindNoneFound")),
        ("BG", "kindAssessment", Some("kindNotLookedFor")),
        ("IE", "kindAssessment", None),
        ("CH", "kindNoneFound", None),
        ("CA", "kindPause", None),
    ] {
        let of = of(code);
        let reminder = of.reminder().unwrap();
        assert_eq!(reminder.said.last.kind, told, "{code}");
        let note = match told {
            // It is not an approval.
            "kindAssessment" => Some("dpcNoApproval"),
            // LinkedIn has started again since.
            "kindPause" => Some("canadaSince"),
            _ => None,
        };
        assert_eq!(reminder.note, note, "{code}");
        assert_eq!(reminder.beside.map(|it| it.last.kind), beside, "{code}");
    }
}

#[test]
fn where_the_own_authority_is_silent_that_is_said_and_the_lead_authority_speaks() {
    assert_eq!(
        kinds("NO"),
        [("kindNoneFound", false), ("kindAssessment", false)]
    );
    assert_eq!(
        kinds("BG"),
        [("kindNotLookedFor", false), ("kindAssessment", false)]
    );
    assert_eq!(kinds("CH"), [("kindNoneFound", false)]);
    let norway = &of("NO").said[0];
    assert_eq!(
        norway.name,
        sentence("nationalAuthority", vec![Arg::Country("NO")])
    );
    assert_eq!(norway.last.about, []);
}

#[test]
fn dates_say_how_precise_they_are_and_marks_how_they_are_known() {
    let about = |code: &str| {
        let said = of(code).said.swap_remove(0);
        said.last.about.iter().map(|it| it.key).collect::<Vec<_>>()
    };
    assert_eq!(about("HK"), ["dateBetween", "markReported"]);
    assert_eq!(about("GB"), ["dateUpdated", "markPrimary"]);
    assert_eq!(about("LI"), ["dateBefore", "markTitleOnly"]);
    assert_eq!(about("FI"), ["dateBy", "markReported"]);
    assert_eq!(about("DE-SN"), ["dateAutumn", "markPrimary"]);
    assert_eq!(about("LU"), ["dateAlone", "markPrimary"]);
}

#[test]
fn the_form_for_objecting_is_offered_where_the_law_says_object() {
    let routes = |code: &str| {
        of(code)
            .routes
            .iter()
            .map(|it| it.label)
            .collect::<Vec<_>>()
    };
    assert_eq!(routes("HK"), ["complainPcpd"]);
    assert_eq!(routes("CA"), ["complainCanada"]);
    assert_eq!(routes("FR"), ["routeForm", "complainDpc"]);
    assert_eq!(routes("GB"), ["routeForm", "complainIco"]);
}
