//! serde's `rename_all` rules, as serde applies them.

/// A `rename_all` rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    /// The rule of this name; `None` for a name that serde itself refuses.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => return None,
        })
    }

    /// The name of a field, which serde takes to be in `snake_case`.
    pub(crate) fn field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => pascal(name),
            Self::Camel => uncapitalized(&pascal(name)),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// The name of a variant, which serde takes to be in `PascalCase`.
    pub(crate) fn variant(self, name: &str) -> String {
        match self {
            Self::Pascal => name.to_owned(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Camel => uncapitalized(name),
            Self::Snake => snake(name),
            Self::ScreamingSnake => snake(name).to_ascii_uppercase(),
            Self::Kebab => snake(name).replace('_', "-"),
            Self::ScreamingKebab => snake(name).to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn pascal(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut capitalize = true;
    for letter in name.chars() {
        if letter == '_' {
            capitalize = true;
        } else if capitalize {
            text.push(letter.to_ascii_uppercase());
            capitalize = false;
        } else {
            text.push(letter);
        }
    }
    text
}

fn snake(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 4);
    for (index, letter) in name.char_indices() {
        if index > 0 && letter.is_uppercase() {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

fn uncapitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_rule_as_in_serde() {
        let cases = [
            ("lowercase", "placed_on", "verytasty"),
            ("UPPERCASE", "PLACED_ON", "VERYTASTY"),
            ("PascalCase", "PlacedOn", "VeryTasty"),
            ("camelCase", "placedOn", "veryTasty"),
            ("snake_case", "placed_on", "very_tasty"),
            ("SCREAMING_SNAKE_CASE", "PLACED_ON", "VERY_TASTY"),
            ("kebab-case", "placed-on", "very-tasty"),
            ("SCREAMING-KEBAB-CASE", "PLACED-ON", "VERY-TASTY"),
        ];
        for (name, field, variant) in cases {
            let case = Case::from_name(name).expect("a rule of serde");
            assert_eq!(case.field("placed_on"), field, "{name}");
            assert_eq!(case.variant("VeryTasty"), variant, "{name}");
        }
        assert_eq!(Case::from_name("Title Case"), None);
    }
}
