//! Open tabs → which tab the button of the popup brings to the setting, or that it opens one.

use super::catalogue::{Catalogue, Setting, on_one_page};
use super::message::OpenTab;
use super::page::{Page, classify};

/// What the button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Bring this tab to the front: it shows the setting.
    Front(i32),
    /// Load the setting in this tab: it is in front and on LinkedIn's settings.
    Within(i32),
    /// Open a new tab.
    Open,
}

/// `front` is the tab that the popup was opened over. `tabs` are the tabs that are known to be on
/// LinkedIn's settings, in any window.
pub fn way(catalogue: &Catalogue, front: Option<&OpenTab>, tabs: &[OpenTab]) -> Way {
    let page = |tab: &OpenTab| Some(classify(catalogue, tab.address.as_ref()?));
    let first = catalogue.shown(false).first();
    let is_first = |at: &Setting| first.is_some_and(|first| on_one_page(first, at));
    let shows_it = |tab: &&OpenTab| matches!(page(tab), Some(Page::Setting(at)) if is_first(at));
    if let Some(tab) = front.into_iter().chain(tabs).find(shows_it) {
        return Way::Front(tab.id);
    }
    let in_settings = |tab: &&OpenTab| page(tab).is_some_and(|page| page.is_settings());
    front
        .filter(in_settings)
        .map_or(Way::Open, |tab| Way::Within(tab.id))
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::catalogue;
    use super::super::page::Address;
    use super::*;

    const SETTING: &str = "/mypreferences/d/settings/data-for-ai-improvement";
    const CATEGORY: &str = "/mypreferences/d/categories/privacy";

    fn tab(id: i32, path: &str) -> OpenTab {
        let origin = "https://www.linkedin.com".to_owned();
        let path = path.to_owned();
        OpenTab {
            id,
            address: Some(Address { origin, path }),
        }
    }

    fn from(front: Option<OpenTab>, tabs: &[OpenTab]) -> Way {
        way(catalogue(), front.as_ref(), tabs)
    }

    #[test]
    fn the_tab_that_shows_the_setting_comes_first_and_the_one_in_front_before_others() {
        let tabs = [tab(2, CATEGORY), tab(3, SETTING)];
        for front in [None, Some(tab(1, "/feed/")), Some(tab(2, CATEGORY))] {
            assert_eq!(from(front, &tabs), Way::Front(3));
        }
        assert_eq!(from(Some(tab(1, SETTING)), &tabs), Way::Front(1));
    }

    #[test]
    fn a_tab_in_front_on_the_settings_is_taken_and_no_other() {
        let tabs = [tab(2, CATEGORY)];
        assert_eq!(from(Some(tab(1, CATEGORY)), &tabs), Way::Within(1));
        assert_eq!(from(Some(tab(1, "/psettings/")), &[]), Way::Within(1));
        assert_eq!(from(Some(tab(1, "/feed/")), &tabs), Way::Open);
        let unseen = OpenTab {
            id: 1,
            address: None,
        };
        assert_eq!(from(Some(unseen), &[]), Way::Open);
        assert_eq!(from(None, &tabs), Way::Open);
    }
}
