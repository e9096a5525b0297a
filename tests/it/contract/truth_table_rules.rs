//! What each verb does to each item, as the rules say it: no line of this is taken from the library.

use dynamorph::Error;

/// What a caller does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    Create,
    Save,
    Replace,
    Upsert,
    UpdateByKey,
    UpdateByItem,
    UpdateUpsert,
    DeleteByKey,
    DeleteByItem,
}

pub(crate) const ACTIONS: [Action; 9] = [
    Action::Create,
    Action::Save,
    Action::Replace,
    Action::Upsert,
    Action::UpdateByKey,
    Action::UpdateByItem,
    Action::UpdateUpsert,
    Action::DeleteByKey,
    Action::DeleteByItem,
];

impl Action {
    pub(crate) fn is_put(self) -> bool {
        matches!(self, Self::Create | Self::Save | Self::Replace)
    }

    pub(crate) fn is_delete(self) -> bool {
        matches!(self, Self::DeleteByKey | Self::DeleteByItem)
    }

    fn is_upsert(self) -> bool {
        matches!(self, Self::Upsert | Self::UpdateUpsert)
    }

    /// Whether the call compares versions, of a model that has them.
    fn is_checked(self) -> bool {
        matches!(self, Self::Save | Self::Replace | Self::UpdateByItem | Self::DeleteByItem)
    }
}

/// What a model and its table have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Has {
    pub(crate) version: bool,
    pub(crate) ttl: bool,
    pub(crate) discriminator: bool,
}

/// The item under the key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct There {
    pub(crate) version: Option<u64>,
    pub(crate) is_expired: bool,
    pub(crate) is_foreign: bool,
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is written; with the version, where an item of a model with versions is there afterwards.
    Applied(Option<u64>),
    NotFound,
    WrongEntity,
    Expired,
    VersionConflict,
    ConditionFailed,
}

impl Outcome {
    /// What an error says.
    pub(crate) fn of(error: &Error) -> Option<Self> {
        match error {
            Error::NotFound(_) => Some(Self::NotFound),
            Error::WrongEntity(_) => Some(Self::WrongEntity),
            Error::Expired(_) => Some(Self::Expired),
            Error::VersionConflict(_) => Some(Self::VersionConflict),
            Error::ConditionFailed(_) => Some(Self::ConditionFailed),
            _ => None,
        }
    }
}

/// The outcome of a call with an item of this version, where the caller's own condition holds or not.
pub(crate) fn expected(
    has: Has,
    action: Action,
    there: Option<There>,
    version: u64,
    user: bool,
) -> Outcome {
    let is_absent = there.is_none();
    let is_entity = !has.discriminator || there.is_some_and(|there| !there.is_foreign);
    let is_expired = has.ttl && there.is_some_and(|there| there.is_expired);
    let stored = there.and_then(|there| there.version);
    let has_version = |version: u64| {
        !has.version || stored == Some(version) || (version == 0 && stored.is_none())
    };
    let is_alive = !is_absent && is_entity && !is_expired;
    let guard = match action {
        Action::Create => is_absent || is_expired,
        Action::Save if has.version && version > 0 => is_entity && has_version(version),
        Action::Save => is_absent || is_expired || (is_entity && has_version(0)),
        Action::Replace | Action::UpdateByItem => is_alive && has_version(version),
        Action::Upsert | Action::UpdateUpsert => is_absent || (is_entity && !is_expired),
        Action::UpdateByKey => is_alive,
        Action::DeleteByItem if has.version => is_entity && has_version(version),
        Action::DeleteByKey | Action::DeleteByItem => is_absent || is_entity,
    };
    if guard && user {
        return Outcome::Applied(match action {
            _ if !has.version => None,
            Action::Create => Some(1),
            Action::Save | Action::Replace => Some(version + 1),
            Action::DeleteByKey | Action::DeleteByItem => None,
            _ => Some(stored.unwrap_or(0) + 1),
        });
    }
    if is_absent {
        Outcome::NotFound
    } else if !is_entity {
        Outcome::WrongEntity
    } else if is_expired {
        if action.is_upsert() { Outcome::Expired } else { Outcome::NotFound }
    } else if has.version && action.is_checked() && !has_version(version) {
        Outcome::VersionConflict
    } else {
        Outcome::ConditionFailed
    }
}
