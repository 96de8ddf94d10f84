//! LinkedIn's server, with what it really holds. The product is never told but through pages.

use super::clock::Ms;
use super::others::MANY;

/// One of two accounts in the same browser.
pub type Account = usize;

/// What it holds for each account, and which is signed in.
#[derive(Debug)]
pub struct Server {
    held: [bool; 2],
    /// The same for the other settings, by position.
    others: [[bool; MANY]; 2],
    signed_in: Option<Account>,
    /// Every change of what it holds: when, whose, to what.
    pub changes: Vec<(Ms, Account, bool)>,
}

impl Server {
    /// Everything is on at first. The first account is signed in.
    pub fn new() -> Self {
        Self {
            held: [true; 2],
            others: [[true; MANY]; 2],
            signed_in: Some(0),
            changes: Vec::new(),
        }
    }

    /// What it holds for the account that is signed in.
    pub fn held(&self) -> Option<bool> {
        self.signed_in.map(|account| self.held[account])
    }

    /// The same for another setting.
    pub fn held_of(&self, other: usize) -> Option<bool> {
        self.signed_in.map(|account| self.others[account][other])
    }

    /// Sets another setting for an account.
    pub fn set_other(&mut self, account: Account, other: usize, on: bool) {
        self.others[account][other] = on;
    }

    pub fn signed_in(&self) -> Option<Account> {
        self.signed_in
    }

    pub fn sign_in(&mut self, account: Option<Account>) {
        self.signed_in = account;
    }

    /// Sets an account's switch: by a page, another device, or the site itself.
    pub fn set(&mut self, account: Account, on: bool, now: Ms) {
        if self.held[account] != on {
            self.held[account] = on;
            self.changes.push((now, account, on));
        }
    }
}
