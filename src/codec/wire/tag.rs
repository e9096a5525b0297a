//! The types of values, as JSON names them.

/// A type of DynamoDB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    S,
    N,
    B,
    Bool,
    Null,
    M,
    L,
    Ss,
    Ns,
    Bs,
}

impl Tag {
    #[inline]
    pub(crate) fn of_letter(letter: u8) -> Option<Self> {
        Some(match letter {
            b'S' => Self::S,
            b'N' => Self::N,
            b'M' => Self::M,
            b'L' => Self::L,
            b'B' => Self::B,
            _ => return None,
        })
    }

    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "S" => Self::S,
            "N" => Self::N,
            "B" => Self::B,
            "BOOL" => Self::Bool,
            "NULL" => Self::Null,
            "M" => Self::M,
            "L" => Self::L,
            "SS" => Self::Ss,
            "NS" => Self::Ns,
            "BS" => Self::Bs,
            _ => return None,
        })
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::Bool => "BOOL",
            Self::Null => "NULL",
            Self::M => "M",
            Self::L => "L",
            Self::Ss => "SS",
            Self::Ns => "NS",
            Self::Bs => "BS",
        }
    }

    /// What stands before a value's content where no space is.
    #[expect(
        clippy::inline_always,
        reason = "the type is constant where it is called, and so is then the text"
    )]
    #[inline(always)]
    pub(crate) fn opening(self) -> &'static [u8] {
        match self {
            Self::S => b"{\"S\":",
            Self::N => b"{\"N\":",
            Self::B => b"{\"B\":",
            Self::Bool => b"{\"BOOL\":",
            Self::Null => b"{\"NULL\":",
            Self::M => b"{\"M\":",
            Self::L => b"{\"L\":",
            Self::Ss => b"{\"SS\":",
            Self::Ns => b"{\"NS\":",
            Self::Bs => b"{\"BS\":",
        }
    }

    /// The type of a set's elements.
    pub(crate) fn element(self) -> Option<Self> {
        match self {
            Self::Ss => Some(Self::S),
            Self::Ns => Some(Self::N),
            Self::Bs => Some(Self::B),
            _ => None,
        }
    }
}
