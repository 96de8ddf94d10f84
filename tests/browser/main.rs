//! The built packages in real Chromium and real Firefox, on the practice site.
//!
//! Every test runs in both browsers, on a site that begins anew, with an extension that has
//! nothing stored. A runner of its own, because the tests share browsers (see `shared`), which
//! have to be ended after the last; its options are those of Rust's own.
//! Build first: `cargo xtask build`; or run all of it: `cargo xtask test`.

mod access;
mod button;
mod deeds;
mod details;
mod faults;
mod heard;
mod keyboard;
mod layout;
mod leaving;
mod managed;
mod others;
mod overlay;
mod popup;
mod quiet;
mod regulators;
mod reminding;
mod reports;
mod room;
mod shared;
mod size;
mod stage;
mod status;
mod steps;
mod tabs;
mod told;
mod unkind_others;
mod watch;
mod welcome;
mod without_the_core;
mod worker;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use libtest_mimic::{Arguments, Failed, Trial};
use practice::browser::{Kind, PanelDidNotOpen};
use tokio::runtime::Runtime;

fn main() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    // One for all of them: a browser's connections end with the runtime that made them.
    let runtime = Arc::new(Runtime::new()?);
    let trials = [Kind::Chromium, Kind::Firefox]
        .into_iter()
        .flat_map(|kind| trials(kind, &runtime))
        .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    shared::end();
    Ok(conclusion.exit_code())
}

fn trial<F>(kind: Kind, name: &str, runtime: &Arc<Runtime>, test: fn(Kind) -> F) -> Trial
where
    F: Future<Output = Result<()>> + 'static,
{
    let browser = match kind {
        Kind::Chromium => "chromium",
        Kind::Firefox => "firefox",
    };
    let runtime = Arc::clone(runtime);
    let name = format!("{browser}::{name}");
    Trial::test(name.clone(), move || {
        let mut outcome = runtime.block_on(test(kind));
        if let Err(error) = &outcome
            && error.is::<PanelDidNotOpen>()
        {
            // Of the browser, not of ours: a popup that does not open in a new one fails.
            eprintln!("{name}: {error}; once more in a new browser");
            shared::end_free(kind);
            outcome = runtime.block_on(test(kind));
        }
        outcome.map_err(|error| Failed::from(format!("{error:?}")))
    })
}

/// `trials`: each `async fn(Kind) -> Result<()>` in one browser.
macro_rules! in_both_browsers {
    ($($room:ident: $($name:ident)+;)+) => {
        fn trials(kind: Kind, runtime: &Arc<Runtime>) -> Vec<Trial> {
            vec![$($(trial(kind, stringify!($name), runtime, $room::$name)),+),+]
        }
    };
}

in_both_browsers! {
    // What takes longest is not left to the end.
    faults:
        a_page_that_never_rests_is_followed_all_the_while
        a_worker_stopped_at_any_step_of_a_flip_loses_nothing
        a_core_that_breaks_down_is_started_anew
        an_update_under_an_open_page_leaves_one_overlay_or_none
        storage_that_is_full_is_said_and_used_again_when_there_is_room
        storage_that_fails_is_said_and_nothing_is_drawn_unasked
        what_is_corrupt_or_from_a_newer_version_is_kept_and_gone_on_without
        after_a_clock_was_set_back_the_status_still_follows
        any_message_is_answered_and_changes_nothing
        any_stored_value_leaves_the_background_at_work
        code_in_a_settings_page_reads_no_record_in_chromium
        our_own_pages_take_no_text_for_markup
        twenty_tabs_that_flip_at_once_lose_no_change
        in_a_private_window_nothing_is_seen_and_nothing_kept
        access_taken_away_is_said_and_given_back_it_works_again
        what_was_in_an_iframe_that_has_gone_is_forgotten;
    leaving:
        a_double_click_leaves_it_on
        a_key_that_is_held_down_leaves_it_on_once
        whoever_leaves_it_on_is_left_alone_until_it_is_seen_off
        the_choice_to_leave_it_on_is_taken_back_with_one_click
        what_was_left_on_is_asked_again_when_the_reminder_is_due;
    others:
        until_they_are_asked_for_nothing_of_the_others_is_seen_or_kept
        each_of_the_others_is_ringed_recorded_and_followed
        two_switches_on_a_page_are_two_and_a_flip_of_either_is_its_own
        lists_lead_to_what_was_not_looked_at_and_to_nothing_twice
        they_are_offered_once_the_first_is_dealt_with_and_never_again
        the_others_are_listed_counted_and_walked
        turning_them_off_asks_first_and_erases_what_was_seen_of_them
        a_setting_that_is_data_alone_is_ringed_recorded_and_listed;
    unkind_others:
        a_default_that_another_setting_shows_while_loading_is_no_answer
        a_flip_of_another_setting_that_the_server_loses_is_on_after_the_reload
        a_flip_of_another_setting_that_is_refused_is_the_pages_to_take_back
        another_setting_of_an_older_shape_is_known_by_its_key_or_not_at_all;
    without_the_core:
        without_the_wasm_the_way_by_hand_is_there
        with_half_of_the_wasm_the_way_by_hand_is_there
        where_wasm_is_forbidden_the_way_by_hand_is_there
        without_the_core_the_chosen_regulator_speaks
        where_the_browser_does_not_answer_the_way_by_hand_is_there
        what_comes_just_after_the_way_by_hand_is_not_drawn_over
        what_an_organisation_may_have_set_keeps_no_page_of_ours_waiting
        a_choice_that_the_background_does_not_hear_is_said_to_be_lost
        where_the_browser_bars_us_that_is_said_and_the_way_by_hand_is_there;
    reports:
        radio_buttons_that_a_person_flips_confirm_nothing
        radio_buttons_that_a_reload_puts_back_confirm_nothing
        a_switch_that_is_built_anew_all_the_time_has_not_settled
        a_click_on_what_is_drawn_of_the_switch_is_the_persons
        a_setting_that_was_come_to_without_a_page_load_is_not_confirmed
        a_page_with_the_status_of_an_error_confirms_nothing
        an_alert_anywhere_on_the_page_confirms_nothing
        a_page_from_the_cache_confirms_nothing
        a_page_that_has_its_answers_from_the_cache_confirms_nothing
        a_switch_that_is_on_in_a_page_from_the_cache_is_better_than_nothing
        a_switch_that_is_inert_is_not_confirmed
        a_default_shown_while_loading_is_never_a_confirmation
        a_default_shown_for_ten_seconds_is_replaced_without_blame
        a_default_that_is_replaced_together_with_its_word_is_not_confirmed
        a_default_beside_an_alert_confirms_nothing
        under_a_progress_bar_nothing_is_confirmed
        a_default_that_is_on_leaves_no_trace_where_off_is_saved
        a_checkbox_that_a_reload_puts_back_confirms_nothing
        a_checkbox_put_back_on_the_way_back_confirms_nothing
        a_page_from_before_the_install_confirms_nothing
        a_page_from_before_an_update_confirms_nothing
        an_old_tab_that_comes_to_the_front_renews_nothing
        a_switch_scrolled_out_of_its_pane_stays_what_it_was
        a_switch_behind_a_dialog_stays_what_it_was
        a_dialog_from_the_start_is_waited_for
        a_switch_known_by_its_label_stays_known_when_the_page_is_translated
        a_header_in_the_main_content_is_no_banner
        another_switch_alone_at_the_address_is_not_claimed
        a_page_that_hydrates_its_whole_document_is_not_disturbed
        a_page_that_throws_under_a_look_is_read_all_the_same
        a_view_from_before_a_navigation_is_not_taken_for_the_setting
        an_old_view_is_not_taken_for_the_setting_where_the_background_is_slow
        a_hidden_copy_with_the_key_does_not_disturb_the_ring
        a_copy_that_takes_the_place_of_the_switch_is_followed
        what_the_person_did_goes_with_the_setting_where_its_node_becomes_anothers
        a_flip_by_sliding_over_the_switch_is_the_persons
        a_node_that_served_another_setting_brings_no_flip_with_it
        the_ring_stays_while_a_change_is_saved
        a_flip_that_the_page_asks_about_first_is_the_persons
        a_flip_that_is_refused_late_is_turned_back_by_the_site
        a_flip_that_the_server_loses_is_on_after_the_reload
        a_flip_that_is_left_while_it_is_saved_is_the_persons
        a_switch_that_the_person_turns_on_blames_nobody
        another_account_is_allowed_for_in_words
        who_has_opted_out_is_not_led_there_again
        a_page_from_before_the_last_change_says_so_and_offers_a_reload
        a_look_that_fails_stands_beside_the_switch
        a_sign_in_page_at_the_address_says_nothing_of_the_setting
        an_older_tab_that_is_broken_tells_nothing
        a_setting_that_is_not_listed_may_have_another_name
        what_was_seen_is_not_forgotten_over_other_pages
        a_write_that_failed_is_said_until_one_succeeds
        times_from_a_clock_that_was_ahead_are_repaired
        what_a_newer_version_wrote_spoils_no_other_entry
        the_label_carries_the_whole_way_in_every_language_that_is_known
        the_only_switch_at_the_address_carries_the_whole_way_in_other_languages;
    shared:
        a_browser_that_was_used_is_made_as_new;
    access:
        our_pages_have_no_barrier_that_can_be_measured;
    heard:
        the_callout_s_live_region_is_there_before_its_words
        a_change_of_status_is_heard_once_in_the_popup
        a_change_of_the_switch_is_heard_once_on_the_page;
    keyboard:
        the_keyboard_reaches_everything_on_our_pages
        the_keyboard_does_everything_in_the_callout;
    deeds:
        the_keyboard_does_everything_on_our_pages;
    layout:
        the_callout_is_as_large_as_the_person_has_set_text_to_be
        our_pages_fit_where_room_is_short_and_from_right_to_left
        the_callout_fits_beside_the_switch_where_room_is_short
        without_colours_and_motion_everything_is_still_there;
    steps:
        highlights_lead_from_settings_to_the_switch
        the_way_is_named_in_the_language_of_the_page
        the_ring_follows_the_switch_and_lets_clicks_through
        the_callout_never_covers_the_switch
        a_switch_out_of_view_gets_a_button_that_scrolls
        a_switch_that_comes_under_the_callout_is_ringed_and_left_free
        escape_and_the_cross_dismiss_until_something_changes
        an_older_switch_is_ringed_by_what_a_person_sees
        highlights_survive_late_and_repeated_rendering
        leaving_and_coming_back_by_client_side_navigation;
    overlay:
        an_overlay_that_is_removed_comes_back_once_a_second_and_for_ever
        nodes_after_the_overlay_do_not_move_it_and_take_no_focus
        the_focus_comes_back_with_an_overlay_that_was_removed
        a_page_that_react_hydrates_whole_is_not_disturbed
        nothing_is_put_into_a_page_that_is_still_being_parsed
        the_styles_of_a_page_do_not_reach_the_overlay
        nothing_of_ours_is_printed
        the_ring_is_on_the_switch_under_any_zoom_and_transform
        the_ring_is_on_the_switch_of_a_page_wider_than_the_window
        the_ring_is_on_the_switch_in_a_frame_that_is_scaled
        around_what_is_clipped_away_there_is_no_ring
        around_what_is_clipped_in_part_the_ring_is_around_the_rest
        what_moves_without_a_sign_is_followed_also_after_the_window_was_resized
        a_drawing_that_is_rendered_anew_is_ringed_again
        the_ring_goes_with_a_transition_in_every_frame
        ring_and_callout_fit_where_there_is_least_room
        at_rest_the_overlay_asks_for_no_frame
        over_a_dialog_that_holds_the_switch_the_ring_is_on_top_without_dead_buttons
        over_a_popover_that_holds_the_switch_ring_and_buttons_are_on_top
        over_what_a_press_would_close_there_is_no_callout
        a_press_on_the_callout_moves_no_focus
        over_a_modal_without_the_switch_nothing_is_drawn
        two_frames_after_a_cover_goes_the_switch_is_ringed
        a_popover_of_the_pages_stays_in_front
        a_click_on_the_callout_is_not_heard_by_the_page
        a_click_on_the_ring_is_the_pages
        keys_in_the_callout_are_not_heard_by_the_page
        escape_closes_what_is_the_pages_and_only_then_the_callout
        escape_is_the_pages_while_no_callout_is_in_sight;
    status:
        a_switch_that_is_off_is_opted_out_and_confirmed
        a_switch_that_is_on_is_opted_in
        a_flip_is_opted_out_and_a_reload_confirms_it
        a_flip_of_a_replaced_switch_waits_for_the_reload_too
        a_flip_before_the_first_look_waits_for_the_reload_too
        a_flip_that_renames_the_switch_waits_for_the_reload_too
        a_refused_save_is_reported_as_on
        a_page_being_hydrated_is_not_taken_at_its_first_word
        an_unrecognisable_page_gets_steps_by_hand_and_no_ring
        a_setting_that_is_not_on_the_list_is_said_not_to_be_there
        the_switches_of_other_settings_are_left_alone
        a_switch_before_ours_that_is_quoted_beside_our_label_is_left_alone
        a_switch_that_goes_for_a_moment_after_a_long_look_is_not_given_up;
    popup:
        the_popup_follows_a_flip_while_it_is_open
        the_reminder_is_read_in_the_popup_without_a_click
        nothing_moves_while_the_popup_opens
        highlights_can_be_turned_off_and_the_status_goes_on
        a_page_from_before_the_install_is_served_when_the_popup_opens
        arriving_by_client_side_navigation_is_served_when_the_popup_opens
        the_sign_in_page_is_said_to_be_one
        a_damaged_record_is_kept_aside
        storage_that_does_not_answer_is_said;
    button:
        the_button_brings_the_tab_with_the_setting_to_the_front
        the_button_takes_the_tab_in_front_on_linkedins_settings
        the_button_opens_a_tab_where_there_is_none
        the_button_is_quiet_once_opted_out_and_confirmed
        the_popup_leads_to_the_details
        without_an_options_page_the_details_open_in_a_tab;
    regulators:
        the_region_is_proposed_from_the_time_zone_until_one_is_chosen
        a_country_of_the_eea_has_its_own_statement_first_then_the_lead_authoritys
        where_no_statement_was_found_that_is_said
        dates_and_countries_are_in_the_language_of_the_words_beside_them
        what_else_can_be_done_opens_in_a_new_tab_without_referrer_or_parameters
        the_steps_use_the_words_of_the_page_as_it_was_last_seen
        a_region_that_does_not_exist_is_not_stored;
    size:
        the_popup_is_small_in_every_language_and_state
        the_popup_at_the_button_has_no_scroll_bar
        at_twice_the_font_size_the_popup_scrolls_and_cuts_nothing_off;
    room:
        every_message_has_room_in_every_language;
    quiet:
        nothing_is_requested_and_nothing_reported
        nothing_of_the_page_is_touched
        the_extension_clicks_nothing_and_takes_no_focus
        the_feed_and_other_pages_are_left_alone
        no_page_can_fetch_anything_of_the_extension
        a_message_from_a_page_is_not_heard;
    worker:
        a_stopped_worker_loses_nothing
        a_reload_of_the_extension_leaves_one_overlay_or_none
        an_uninstalled_extension_leaves_nothing;
    tabs:
        a_page_kept_for_the_way_back_cannot_take_a_flip_back
        a_prerendered_page_tells_nothing_before_it_is_seen
        a_tab_in_the_background_is_served_when_it_comes_to_the_front
        two_tabs_tell_one_story
        two_windows_tell_one_story
        an_older_tab_where_the_popup_starts_us_offers_a_reload
        an_older_tab_after_an_arrival_offers_a_reload;
    welcome:
        after_the_install_a_page_says_what_it_does_and_leads_to_the_setting
        once_a_switch_was_seen_the_details_begin_with_the_status
        no_page_opens_after_an_update;
    details:
        what_the_popup_has_no_room_for_is_said_in_the_details
        the_sections_of_the_details_have_addresses_of_their_own
        the_options_are_chosen_on_their_page_and_follow_from_elsewhere
        what_a_newer_version_has_stored_stays_when_something_is_chosen
        what_was_seen_is_saved_as_a_file
        everything_is_erased_after_a_question;
    reminding:
        a_sight_of_long_ago_is_due_until_the_switch_is_seen_again
        nothing_is_due_where_checking_again_is_off
        a_switch_that_was_off_and_is_on_again_is_said_with_both_times;
    managed:
        where_an_organisation_says_so_no_page_opens_after_its_install
        an_organisation_that_says_nothing_of_it_has_the_page_opened
        what_an_organisation_has_set_counts_and_cannot_be_changed
        a_managed_value_that_does_not_fit_is_ignored
        what_an_organisation_sets_later_is_followed
        a_browser_that_is_slow_to_say_what_is_managed_is_not_waited_for
        an_extension_that_is_enabled_again_shows_badge_and_sets_alarm;
}
