//! Expression text of the caller's own.

use aws_sdk_dynamodb::types::AttributeValue;

use super::Placeholders;
use crate::error::ExpressionError;

/// Text with placeholders, which get new names where it is put into a request.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RawExpression {
    text: String,
    names: Vec<(String, String)>,
    values: Vec<(String, Result<AttributeValue, Box<ExpressionError>>)>,
}

/// A piece of raw text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    /// `#name` or `:value`.
    Placeholder(&'t str),
    /// A run of letters, digits and underscores.
    Word(&'t str),
    /// Anything else, one character.
    Sign(char),
}

impl RawExpression {
    pub(crate) fn new(text: &str) -> Self {
        // Parentheses around the whole would be redundant where it stands alone, and double where it does not.
        Self { text: unwrapped(text.trim()).to_owned(), ..Self::default() }
    }

    pub(crate) fn name(&mut self, placeholder: &str, attribute: &str) {
        self.names.push((with_sign('#', placeholder), attribute.to_owned()));
    }

    pub(crate) fn value(
        &mut self,
        placeholder: &str,
        value: Result<AttributeValue, Box<ExpressionError>>,
    ) {
        self.values.push((with_sign(':', placeholder), value));
    }

    fn given(&self) -> impl Iterator<Item = &String> {
        self.names.iter().map(|(name, _)| name).chain(self.values.iter().map(|(name, _)| name))
    }

    pub(crate) fn fault(&self) -> Option<ExpressionError> {
        if self.text.is_empty() {
            return Some(ExpressionError::EmptyRaw);
        }
        if let Some(error) = self.values.iter().find_map(|(_, value)| value.as_ref().err()) {
            return Some((**error).clone());
        }
        let used: Vec<&str> = tokens(&self.text)
            .filter_map(|token| match token {
                Token::Placeholder(name) => Some(name),
                Token::Word(_) | Token::Sign(_) => None,
            })
            .collect();
        let undefined = used.iter().find(|name| !self.given().any(|given| given == *name));
        let unused = self.given().find(|given| !used.contains(&given.as_str()));
        let undefined =
            undefined.map(|name| ExpressionError::UndefinedPlaceholder((*name).to_owned()));
        undefined.or(unused.map(|name| ExpressionError::UnusedPlaceholder(name.clone())))
    }

    /// The operators and functions in the text.
    pub(crate) fn operators(&self) -> usize {
        let mut count = 0;
        let mut previous = None;
        for token in tokens(&self.text) {
            count += match token {
                // `<=`, `>=` and `<>` are one operator.
                Token::Sign('=' | '>') if matches!(previous, Some(Token::Sign('<' | '>'))) => 0,
                Token::Sign('=' | '<' | '>' | '+' | '-') => 1,
                // Functions, and IN, stand before a parenthesis; AND, OR, NOT and BETWEEN are words.
                Token::Sign('(') => match previous {
                    Some(Token::Word(word)) => usize::from(!is_operator_word(word)),
                    _ => 0,
                },
                Token::Word(word) => usize::from(is_operator_word(word)),
                Token::Sign(_) | Token::Placeholder(_) => 0,
            };
            // Spaces between a function and its parenthesis do not count.
            if token != Token::Sign(' ') {
                previous = Some(token);
            }
        }
        count
    }

    pub(crate) fn render(&self, placeholders: &mut Placeholders) -> String {
        let mut text = String::with_capacity(self.text.len());
        for token in tokens(&self.text) {
            match token {
                Token::Sign(sign) => text.push(sign),
                Token::Word(word) => text.push_str(word),
                Token::Placeholder(placeholder) => {
                    let name = self.names.iter().find(|(given, _)| given == placeholder);
                    let value = self.values.iter().find(|(given, _)| given == placeholder);
                    match (name, value) {
                        (Some((_, name)), _) => text.push_str(&placeholders.name(name)),
                        (None, Some((_, Ok(value)))) => text.push_str(&placeholders.value(value)),
                        // Found before anything is sent.
                        (None, _) => text.push_str(placeholder),
                    }
                }
            }
        }
        text
    }
}

fn is_operator_word(word: &str) -> bool {
    ["AND", "OR", "NOT", "BETWEEN", "IN"].iter().any(|operator| word.eq_ignore_ascii_case(operator))
}

fn with_sign(sign: char, placeholder: &str) -> String {
    if placeholder.starts_with(sign) {
        placeholder.to_owned()
    } else {
        format!("{sign}{placeholder}")
    }
}

/// The text without parentheses around all of it.
fn unwrapped(text: &str) -> &str {
    let mut text = text;
    while let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        let mut depth = 0_usize;
        for char in inner.chars() {
            match char {
                '(' => depth += 1,
                ')' if depth == 0 => return text,
                ')' => depth -= 1,
                _ => {}
            }
        }
        text = inner.trim();
    }
    text
}

fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        let skip = usize::from(matches!(first, '#' | ':'));
        let end = rest[skip..].find(|char| !is_word(char)).map_or(rest.len(), |at| at + skip);
        let (token, after) = if skip == 1 && end > 1 {
            (Token::Placeholder(&rest[..end]), end)
        } else if skip == 0 && end > 0 {
            (Token::Word(&rest[..end]), end)
        } else {
            (Token::Sign(first), first.len_utf8())
        };
        rest = &rest[after..];
        Some(token)
    })
}
