use std::collections::BTreeSet;

use super::*;

fn latest(id: &str) -> &'static Statement {
    &regulators().regulator(id).unwrap().statements[0]
}

#[test]
fn hong_kong_has_a_reminder_that_is_marked_as_reported() {
    let said = latest("pcpd");
    assert_eq!((said.kind, said.mark), (Kind::Reminder, Mark::Reported));
    assert!(said.quote.unwrap().starts_with("Privacy Commissioner"));
    let said = regulators().regulator("pcpd").unwrap().statements.iter();
    let kinds: Vec<_> = said.map(|said| said.kind).collect();
    assert_eq!(
        kinds,
        [Kind::Reminder, Kind::Talks, Kind::Pause, Kind::Concern]
    );
}

#[test]
fn four_german_states_have_a_reminder_of_their_own_and_the_others_have_all_four() {
    let own = |code: &str| regions().region(code).unwrap().own;
    let mut all = own("DE").to_vec();
    for (code, id, mark) in [
        ("DE-NI", "lfd-niedersachsen", Mark::Primary),
        ("DE-HH", "hmbbfdi", Mark::Primary),
        ("DE-SN", "sdtb", Mark::Primary),
        ("DE-MV", "lfdi-mv", Mark::Reported),
    ] {
        assert_eq!(own(code), [id]);
        let said = latest(id);
        assert_eq!((said.kind, said.mark), (Kind::Reminder, mark), "{id}");
        assert_eq!(said.pages.is_empty(), mark == Mark::Reported, "{id}");
        all.retain(|it| *it != id);
    }
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn who_only_assessed_or_welcomed_a_pause_reminds_nobody() {
    for (id, kind) in [
        ("ico", Kind::Assessment),
        ("dpc", Kind::Assessment),
        ("tietosuoja", Kind::Assessment),
        ("opc", Kind::Pause),
        ("edoeb", Kind::NoneFound),
        ("national-not-searched", Kind::NotLookedFor),
    ] {
        assert_eq!(latest(id).kind, kind, "{id}");
    }
}

#[test]
fn every_country_of_the_facts_is_there_and_all_of_the_eea_has_the_irish_lead_authority() {
    let own = |code: &str| regions().region(code).unwrap().own[0];
    for code in "NO DK SE PL ES AT PT SI HR CZ EE LV LT GR HU RO SK".split(' ') {
        assert_eq!(own(code), "national-searched", "{code}");
    }
    for code in "BG CY MT IS".split(' ') {
        assert_eq!(own(code), "national-not-searched", "{code}");
    }
    let eea =
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";
    let eea: BTreeSet<_> = eea.split(' ').collect();
    assert_eq!(eea.len(), 30);
    let regions = regions().regions.iter();
    let has_its_rights = regions.clone().filter(|region| region.rights == "eu-eea");
    assert_eq!(
        has_its_rights.map(|it| it.country).collect::<BTreeSet<_>>(),
        eea
    );
    for region in regions {
        let led = eea.contains(region.country) && region.code != "IE";
        assert_eq!(region.lead, led.then_some("dpc"), "{}", region.code);
    }
}

#[test]
fn where_the_law_speaks_of_consent_it_is_withdrawn() {
    for (code, refusal) in [
        ("HK", Refusal::WithdrawConsent),
        ("CA", Refusal::WithdrawConsent),
        ("GB", Refusal::Object),
        ("CH", Refusal::Object),
        ("FR", Refusal::Object),
    ] {
        let region = regions().region(code).unwrap();
        assert_eq!(
            regulators().rights_in(region).unwrap().refusal,
            refusal,
            "{code}"
        );
    }
}
