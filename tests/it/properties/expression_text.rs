//! A small reader of expressions, as DynamoDB's grammar has them, that refuses parentheses without need.

use std::collections::BTreeSet;

use serde_json::Value;

/// What an expression says, without the order in which equal operators were put together.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    Constant(bool),
    /// A comparison or function, its placeholders replaced.
    Leaf(String),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Not(Box<Tree>),
}

impl Tree {
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(true), other) | (other, Self::Constant(true)) => other,
            (Self::Constant(false), _) | (_, Self::Constant(false)) => Self::Constant(false),
            (left, right) => {
                let terms = |tree| if let Self::And(terms) = tree { terms } else { vec![tree] };
                Self::And([terms(left), terms(right)].concat())
            }
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(false), other) | (other, Self::Constant(false)) => other,
            (Self::Constant(true), _) | (_, Self::Constant(true)) => Self::Constant(true),
            (left, right) => {
                let terms = |tree| if let Self::Or(terms) = tree { terms } else { vec![tree] };
                Self::Or([terms(left), terms(right)].concat())
            }
        }
    }

    pub(super) fn not(self) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(!value),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

/// A request as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Request(pub(super) Value);

impl Request {
    /// The placeholders that the request defines.
    pub(super) fn defined(&self) -> BTreeSet<String> {
        let of = |member: &str| self.0[member].as_object().into_iter().flatten();
        let names = of("ExpressionAttributeNames").chain(of("ExpressionAttributeValues"));
        names.map(|(placeholder, _)| placeholder.clone()).collect()
    }

    /// The placeholders that these texts use.
    #[expect(clippy::unused_self, reason = "it is a question to the request")]
    pub(super) fn used(&self, texts: &[&str]) -> BTreeSet<String> {
        let tokens = texts.iter().flat_map(|text| tokens(text));
        tokens.filter(|token| token.starts_with(['#', ':'])).map(str::to_owned).collect()
    }

    /// Whether a text holds placeholders, operators and functions alone.
    #[expect(clippy::unused_self, reason = "it is a question to the request")]
    pub(super) fn has_no_input(&self, text: &str) -> bool {
        const WORDS: [&str; 20] = [
            "AND",
            "OR",
            "NOT",
            "BETWEEN",
            "IN",
            "SET",
            "REMOVE",
            "ADD",
            "DELETE",
            "size",
            "begins_with",
            "contains",
            "attribute_exists",
            "attribute_not_exists",
            "attribute_type",
            "if_not_exists",
            "list_append",
            "<>",
            "<=",
            ">=",
        ];
        tokens(text).all(|token| {
            let is_number =
                |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            WORDS.contains(&token)
                || "=<>(),+-.[]".contains(token)
                || token.strip_prefix(['#', ':']).is_some_and(is_number)
        })
    }

    /// What a placeholder stands for: `` `name` `` or `N 5`.
    fn resolved(&self, token: &str) -> Option<String> {
        if token.starts_with('#') {
            return self.0["ExpressionAttributeNames"][token]
                .as_str()
                .map(|name| format!("`{name}`"));
        }
        let value = self.0["ExpressionAttributeValues"][token].as_object()?;
        let (kind, value) = value.iter().next()?;
        Some(format!("{kind} {}", value.as_str()?))
    }
}

/// Placeholders, words, and signs of one or two characters.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        let end = if matches!(first, '#' | ':') || is_word(first) {
            rest[1..].find(|char| !is_word(char)).map_or(rest.len(), |at| at + 1)
        } else if matches!(rest.get(..2), Some("<>" | "<=" | ">=")) {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(end);
        rest = after.trim_start();
        Some(token)
    })
}

/// Reads a condition; an error says where it is none, or has a parenthesis too many.
pub(super) fn parse(request: &Request, text: &str) -> Result<Tree, String> {
    let mut parser = Parser { request, tokens: tokens(text).collect(), at: 0 };
    let tree = parser.any()?;
    match parser.peek() {
        None => Ok(tree),
        Some(token) => Err(format!("`{token}` comes after the end")),
    }
}

struct Parser<'a> {
    request: &'a Request,
    tokens: Vec<&'a str>,
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).copied()
    }

    fn next(&mut self) -> Result<&'a str, String> {
        let token = self.peek().ok_or("the text ends early")?;
        self.at += 1;
        Ok(token)
    }

    fn expect(&mut self, expected: &str) -> Result<(), String> {
        match self.next()? {
            token if token == expected => Ok(()),
            token => Err(format!("`{token}` stands for `{expected}`")),
        }
    }

    fn any(&mut self) -> Result<Tree, String> {
        let mut terms = vec![self.all()?];
        while self.peek() == Some("OR") {
            self.at += 1;
            terms.push(self.all()?);
        }
        Ok(if terms.len() == 1 { terms.remove(0) } else { Tree::Or(terms) })
    }

    fn all(&mut self) -> Result<Tree, String> {
        let mut terms = vec![self.one()?];
        while self.peek() == Some("AND") {
            self.at += 1;
            terms.push(self.one()?);
        }
        let is_and = terms.len() > 1;
        for (term, is_in_parentheses) in &terms {
            if *is_in_parentheses && !(is_and && matches!(term, Tree::Or(_))) {
                return Err(format!("parentheses around {term:?}"));
            }
        }
        let mut terms: Vec<Tree> = terms.into_iter().map(|(term, _)| term).collect();
        Ok(if is_and { Tree::And(terms) } else { terms.remove(0) })
    }

    /// A term, and whether it stands in parentheses.
    fn one(&mut self) -> Result<(Tree, bool), String> {
        match self.peek() {
            Some("NOT") => {
                self.at += 1;
                let (inner, is_in_parentheses) = self.one()?;
                if is_in_parentheses && !matches!(inner, Tree::And(_) | Tree::Or(_)) {
                    return Err(format!("parentheses around {inner:?}"));
                }
                Ok((Tree::Not(Box::new(inner)), false))
            }
            Some("(") => {
                self.at += 1;
                let inner = self.any()?;
                self.expect(")")?;
                Ok((inner, true))
            }
            _ => Ok((self.leaf()?, false)),
        }
    }

    fn leaf(&mut self) -> Result<Tree, String> {
        let left = self.operand()?;
        if left.starts_with(['a', 'b', 'c']) {
            return Ok(Tree::Leaf(left));
        }
        let text = match self.next()? {
            "BETWEEN" => {
                let low = self.operand()?;
                self.expect("AND")?;
                format!("{left} BETWEEN {low} AND {}", self.operand()?)
            }
            "IN" => format!("{left} IN {}", self.list()?),
            operator @ ("=" | "<>" | "<" | "<=" | ">" | ">=") => {
                format!("{left} {operator} {}", self.operand()?)
            }
            token => return Err(format!("`{token}` is no operator")),
        };
        Ok(Tree::Leaf(text))
    }

    fn operand(&mut self) -> Result<String, String> {
        let token = self.next()?;
        if token.starts_with(['#', ':']) {
            return self.request.resolved(token).ok_or_else(|| format!("`{token}` is not defined"));
        }
        Ok(format!("{token}{}", self.list()?))
    }

    fn list(&mut self) -> Result<String, String> {
        self.expect("(")?;
        let mut all = vec![self.operand()?];
        while self.peek() == Some(",") {
            self.at += 1;
            all.push(self.operand()?);
        }
        self.expect(")")?;
        Ok(format!("({})", all.join(", ")))
    }
}

#[test]
fn parentheses_without_need_are_refused() {
    let request = Request(serde_json::json!({
        "ExpressionAttributeNames": {"#0": "a"}, "ExpressionAttributeValues": {":0": {"N": "1"}},
    }));
    let taken = [
        "#0 = :0",
        "NOT #0 = :0 AND #0 < :0 OR #0 > :0",
        "(#0 = :0 OR #0 < :0) AND #0 > :0",
        "NOT (#0 = :0 AND #0 < :0)",
        "size(#0) IN (:0, :0)",
    ];
    for text in taken {
        assert!(parse(&request, text).is_ok(), "{text}");
    }
    let refused = [
        "(#0 = :0)",
        "((#0 = :0 OR #0 < :0)) AND #0 > :0",
        "(#0 = :0 AND #0 < :0) OR #0 > :0",
        "(#0 = :0 OR #0 < :0) OR #0 > :0",
        "NOT (#0 = :0)",
        "(NOT #0 = :0) AND #0 > :0",
        "#1 = :0",
        "#0 = :0 #0",
        "#0 =",
    ];
    for text in refused {
        assert!(parse(&request, text).is_err(), "{text}");
    }
}
