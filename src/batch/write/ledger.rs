//! What became of each write of a batch. No request is made here.

use std::collections::VecDeque;
use std::ops::Range;

use crate::error::WriteCounts;

/// The writes of batches in the order they were given, and the account that each is in: exactly one, at any time.
#[derive(Debug)]
pub(super) struct Ledger<T> {
    /// From `first` on; what is settled is dropped from the front.
    entries: VecDeque<Entry<T>>,
    first: usize,
    /// The entries that were dropped.
    dropped: WriteCounts,
}

#[derive(Debug)]
struct Entry<T> {
    /// None once it is written or handed out.
    write: Option<T>,
    state: State,
    /// A request with it may have been applied, and no answer said so.
    is_ambiguous: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// No request is under way with it.
    Waiting,
    /// A request is under way with it, or was when its future was dropped.
    Sent,
    Written,
    /// A later write of the same key stands for it.
    Replaced(usize),
    /// Handed out, from this account.
    Taken(Account),
}

/// Where a write stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Account {
    Written,
    NotWritten,
    Unknown,
}

impl<T> Default for Ledger<T> {
    fn default() -> Self {
        Self { entries: VecDeque::new(), first: 0, dropped: WriteCounts::default() }
    }
}

impl<T> Ledger<T> {
    /// Adds writes that wait; answers their places.
    pub(super) fn add(&mut self, writes: impl IntoIterator<Item = T>) -> Range<usize> {
        let start = self.end();
        self.entries.extend(writes.into_iter().map(|write| Entry {
            write: Some(write),
            state: State::Waiting,
            is_ambiguous: false,
        }));
        start..self.end()
    }

    /// The places that are here.
    pub(super) fn all(&self) -> Range<usize> {
        self.first..self.end()
    }

    /// The place after the last.
    pub(super) fn end(&self) -> usize {
        self.first + self.entries.len()
    }

    /// A later write of the same key stands for this one, if no request is under way with it.
    pub(super) fn replace(&mut self, place: usize, by: usize) -> bool {
        let Some(entry) = self.entry(place) else { return false };
        if entry.state != State::Waiting || by <= place {
            return false;
        }
        entry.state = State::Replaced(by);
        true
    }

    pub(super) fn is_waiting(&self, place: usize) -> bool {
        let entry = place.checked_sub(self.first).and_then(|at| self.entries.get(at));
        entry.is_some_and(|entry| entry.state == State::Waiting)
    }

    /// The places that wait.
    pub(super) fn waiting(&self) -> impl Iterator<Item = usize> {
        let entries = (self.first..).zip(&self.entries);
        entries.filter(|(_, entry)| entry.state == State::Waiting).map(|(place, _)| place)
    }

    /// A request with it begins. Said before, so that a future that is dropped leaves it unknown.
    pub(super) fn sent(&mut self, place: usize) {
        self.change(place, State::Waiting, State::Sent, false);
    }

    /// The answer says that it was written.
    pub(super) fn written(&mut self, place: usize) {
        self.change(place, State::Sent, State::Written, false);
    }

    /// The answer says that it was not written, this time.
    pub(super) fn left(&mut self, place: usize) {
        self.change(place, State::Sent, State::Waiting, false);
    }

    /// No answer says anything. If none ever says that it was written, it stays unknown.
    pub(super) fn lost(&mut self, place: usize) {
        self.change(place, State::Sent, State::Waiting, true);
    }

    fn change(&mut self, place: usize, from: State, to: State, is_ambiguous: bool) {
        if let Some(entry) = self.entry(place)
            && entry.state == from
        {
            entry.state = to;
            entry.is_ambiguous |= is_ambiguous;
        }
    }

    /// The account of a write.
    pub(super) fn account(&self, place: usize) -> Account {
        let (mut place, mut is_ambiguous) = (place, false);
        loop {
            // What was dropped was settled.
            let Some(at) = place.checked_sub(self.first) else { return Account::Written };
            let Some(entry) = self.entries.get(at) else { return Account::NotWritten };
            is_ambiguous |= entry.is_ambiguous;
            return match entry.state {
                State::Written => Account::Written,
                State::Sent => Account::Unknown,
                State::Waiting | State::Taken(Account::NotWritten) if is_ambiguous => {
                    Account::Unknown
                }
                State::Waiting => Account::NotWritten,
                State::Taken(account) => account,
                // Always a later one, so this ends.
                State::Replaced(by) => {
                    place = by;
                    continue;
                }
            };
        }
    }

    /// How many writes are in each account.
    pub(super) fn counts(&self) -> WriteCounts {
        let mut counts = self.count(self.first..self.end());
        counts.written += self.dropped.written;
        counts.not_written += self.dropped.not_written;
        counts.unknown += self.dropped.unknown;
        counts
    }

    /// The same of some places.
    pub(super) fn count(&self, places: Range<usize>) -> WriteCounts {
        let mut counts = WriteCounts::default();
        for place in places {
            add(&mut counts, self.account(place));
        }
        counts
    }

    /// Lends a write, which is to come back.
    pub(super) fn lend(&mut self, place: usize) -> Option<T> {
        self.entry(place)?.write.take()
    }

    pub(super) fn give_back(&mut self, place: usize, write: T) {
        if let Some(entry) = self.entry(place) {
            entry.write = Some(write);
        }
    }

    /// Reads a write, if it is here.
    pub(super) fn get(&self, place: usize) -> Option<&T> {
        self.entries.get(place.checked_sub(self.first)?)?.write.as_ref()
    }

    /// Hands out the writes among these places that are in an account, in their order.
    pub(super) fn take(&mut self, places: Range<usize>, account: Account) -> Vec<(usize, T)> {
        let mut taken = Vec::new();
        let places = places.start.max(self.first)..places.end.min(self.end());
        let accounts: Vec<_> = places.map(|place| (place, self.account(place))).collect();
        for (place, is_in) in accounts {
            if is_in == account
                && let Some(entry) = self.entry(place)
                && let Some(write) = entry.write.take()
            {
                entry.state = State::Taken(account);
                taken.push((place, write));
            }
        }
        taken
    }

    /// Drops what is settled from the front.
    pub(super) fn trim(&mut self) {
        while let Some(entry) = self.entries.front() {
            let account = self.account(self.first);
            let is_settled = entry.write.is_none()
                && (account == Account::Written || matches!(entry.state, State::Taken(_)));
            if !is_settled {
                return;
            }
            add(&mut self.dropped, account);
            self.entries.pop_front();
            self.first += 1;
        }
    }

    fn entry(&mut self, place: usize) -> Option<&mut Entry<T>> {
        self.entries.get_mut(place.checked_sub(self.first)?)
    }
}

fn add(counts: &mut WriteCounts, account: Account) {
    match account {
        Account::Written => counts.written += 1,
        Account::NotWritten => counts.not_written += 1,
        Account::Unknown => counts.unknown += 1,
    }
}
