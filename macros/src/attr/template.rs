//! Key templates: literal text and `{field}` parts.
use crate::errors::Errors;
use proc_macro2::Span;
use std::ops::Range;
use syn::LitStr;

/// A key template that parsed; the names of its parts are not looked up yet.
#[derive(Clone)]
pub(crate) struct Template {
    pub(crate) literal: LitStr,
    pub(crate) segments: Vec<Segment>,
}

/// A piece of a template.
#[derive(Debug, Clone)]
pub(crate) enum Segment {
    Text(String),
    Part { field: String, span: Span },
}

impl Template {
    /// Parses the text; mistakes are collected, on the part where the compiler lets us point into a literal.
    pub(crate) fn new(literal: LitStr, errors: &mut Errors) -> Option<Self> {
        let text = literal.value();
        match segments(&text, |range| part_span(&literal, &text, range)) {
            Ok(segments) => Some(Self { literal, segments }),
            Err((range, message)) => {
                errors.at(part_span(&literal, &text, range), message);
                None
            }
        }
    }

    /// Where the braces of the parts stand in the text: a byte for each, from the lowest byte on. `None` where the text is
    /// too long for that, or has too many parts.
    pub(crate) fn marks(&self) -> Option<u128> {
        marks(&self.segments)
    }

    /// The distinct fields, in order of first appearance.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&str, Span)> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Part { field, span } => Some((field.as_str(), *span)),
            Segment::Text(_) => None,
        })
    }
}

/// The span of a part of the text, where it is known; else that of the literal.
fn part_span(literal: &LitStr, text: &str, range: Range<usize>) -> Span {
    let token = literal.token();
    // With escapes or a raw string the text's positions are not the token's.
    if token.to_string() != format!("\"{text}\"") {
        return literal.span();
    }
    token.subspan(range.start + 1..=range.end).unwrap_or_else(|| literal.span())
}

/// See [`Template::marks`].
fn marks(segments: &[Segment]) -> Option<u128> {
    let (mut marks, mut shift, mut at) = (0_u128, 0, 0);
    for segment in segments {
        match segment {
            Segment::Text(text) => at += text.len(),
            Segment::Part { field, .. } => {
                let close = at + field.len() + 1;
                let braces = [u8::try_from(at).ok()?, u8::try_from(close).ok()?];
                // The library refuses an eighth part.
                if shift == 7 * 16 {
                    return None;
                }
                marks |= u128::from(u16::from_le_bytes(braces)) << shift;
                shift += 16;
                at = close + 1;
            }
        }
    }
    (at > 0).then_some(marks)
}

fn segments(
    text: &str,
    span: impl Fn(Range<usize>) -> Span,
) -> Result<Vec<Segment>, (Range<usize>, String)> {
    if text.is_empty() {
        return Err((
            0..0,
            "a key template is not empty: give a text, a `{field}` or both".to_owned(),
        ));
    }
    if let Some((at, letter)) =
        text.char_indices().find(|(_, letter)| letter.is_control() || *letter == char::MAX)
    {
        return Err((
            at..at + letter.len_utf8(),
            format!(
                "{letter:?} cannot be part of a key: remove control characters and U+10FFFF from the template"
            ),
        ));
    }
    let mut segments = Vec::new();
    let mut rest = 0;
    while let Some(open) = text[rest..].find(['{', '}']).map(|at| rest + at) {
        if text[open..].starts_with('}') {
            return Err((
                open..open + 1,
                "`}` closes nothing: write a part as `{field}`".to_owned(),
            ));
        }
        let Some(close) = text[open..].find('}').map(|at| open + at) else {
            return Err((
                open..text.len(),
                "`{` is not closed: write a part as `{field}`".to_owned(),
            ));
        };
        let field = &text[open + 1..close];
        if let Err(message) = check_part(field) {
            return Err((open..close + 1, message));
        }
        if open > rest {
            segments.push(Segment::Text(text[rest..open].to_owned()));
        }
        segments.push(Segment::Part { field: field.to_owned(), span: span(open + 1..close) });
        rest = close + 1;
    }
    if rest < text.len() {
        segments.push(Segment::Text(text[rest..].to_owned()));
    }
    Ok(segments)
}

fn check_part(field: &str) -> Result<(), String> {
    if field.trim().is_empty() {
        return Err("`{}` names no field: write `{field}`".to_owned());
    }
    if let Some((name, format)) = field.split_once(':') {
        return Err(format!(
            "a part takes no format, so `:{format}` is not accepted: write `{{{}}}`",
            name.trim()
        ));
    }
    if field.contains('{') {
        return Err("a part holds one field name, without braces: write `{field}`".to_owned());
    }
    let mut letters = field.chars();
    let starts = letters.next().is_some_and(|first| first == '_' || first.is_alphabetic());
    if !starts || !letters.all(|letter| letter == '_' || letter.is_alphanumeric()) {
        return Err(format!(
            "`{field}` is no field name: write `{{field}}`, without spaces, `r#` or paths"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, String> {
        let segments = segments(text, |_| Span::call_site()).map_err(|(range, message)| {
            format!("{:?}: {message}", text.get(range).expect("a range of the text"))
        })?;
        let shown = segments.iter().map(|segment| match segment {
            Segment::Text(text) => format!("[{text}]"),
            Segment::Part { field, .. } => format!("<{field}>"),
        });
        Ok(shown.collect())
    }

    #[test]
    fn templates_split_into_texts_and_parts() {
        assert_eq!(parse("ORDER#{placed_on}#{id}").as_deref(), Ok("[ORDER#]<placed_on>[#]<id>"));
        assert_eq!(parse("{a}{b}é").as_deref(), Ok("<a><b>[é]"));
        assert_eq!(parse("CATALOG").as_deref(), Ok("[CATALOG]"));
    }

    #[test]
    fn marks_say_where_braces_stand() {
        let found = |text: &str| marks(&segments(text, |_| Span::call_site()).expect("a template"));
        // The library's test has the same.
        assert_eq!(found("A#{b}#{cd}é"), Some(0x0906_0402));
        assert_eq!(found("{b}"), Some(0x0200));
        assert_eq!(found("AB"), Some(0));
        let seven = "{a}{b}{c}{d}{e}{f}{g}";
        assert_eq!(found(seven), Some(0x1412_110f_0e0c_0b09_0806_0503_0200));
        assert_eq!(found(&format!("{seven}{{h}}")), None);
        assert_eq!(found(&format!("{}{{b}}", "A".repeat(253))), Some(0xff_fd));
        assert_eq!(found(&format!("{}{{b}}", "A".repeat(254))), None);
    }

    #[test]
    fn malformed_templates_say_what_is_accepted() {
        let cases = [
            ("", r#""": a key template is not empty"#),
            ("USER#{id", r#""{id": `{` is not closed"#),
            ("USER#id}", r#""}": `}` closes nothing"#),
            ("é#{}", r#""{}": `{}` names no field"#),
            (
                "{id:010}",
                r#""{id:010}": a part takes no format, so `:010` is not accepted: write `{id}`"#,
            ),
            ("{a{b}}", r#""{a{b}": a part holds one field name"#),
            ("{r#type}", r#""{r#type}": `r#type` is no field name"#),
            ("A\n{id}", r#""\n": '\n' cannot be part of a key"#),
        ];
        for (text, message) in cases {
            let found = parse(text).expect_err(text);
            assert!(found.starts_with(message), "{text}: {found}");
        }
    }
}
