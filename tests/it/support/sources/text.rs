//! Tokens as one line of text, the same whatever the spaces in the source.

use quote::ToTokens;

/// `fn page ( self , size : u32 ) -> Self` as `fn page(self, size: u32) -> Self`.
pub(crate) fn one_line(tokens: &impl ToTokens) -> String {
    // Groups are written with their first and last token.
    let text = tokens.to_token_stream().to_string();
    let text = text.replace('(', " ( ").replace(')', " ) ").replace('[', " [ ").replace(']', " ] ");
    let mut line = String::new();
    let mut before = "";
    // For each open parenthesis: is it a list of parameters, and how many commas has it?
    let mut open: Vec<(bool, usize)> = Vec::new();
    for token in text.split_whitespace() {
        let is_tuple_of_one = open.last() == Some(&(false, 1));
        if [")", ">", "}"].contains(&token) && line.ends_with(',') {
            if !(token == ")" && is_tuple_of_one) {
                line.pop();
            }
        } else if !line.is_empty() && is_apart(before, token) {
            line.push(' ');
        }
        match token {
            "(" => open.push((is_list_after(before), 0)),
            ")" => drop(open.pop()),
            "," => open.iter_mut().rev().take(1).for_each(|(_, commas)| *commas += 1),
            _ => {}
        }
        line.push_str(token);
        before = token;
    }
    line.trim_end_matches(',').to_owned()
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphanumeric() || first == '_')
}

/// Parentheses after a name or its parameters hold a list, others a tuple.
fn is_list_after(token: &str) -> bool {
    (is_word(token) && !matches!(token, "where" | "for" | "mut" | "dyn"))
        || (token.ends_with('>') && token != "->")
}

fn is_apart(before: &str, next: &str) -> bool {
    if next.starts_with([',', ';', ':', '.', ')', ']', '>']) || before.ends_with("::") {
        return false;
    }
    if before.ends_with(['(', '[', '<', '&', '!', '#', '*', '.']) {
        return false;
    }
    // `?Sized` and `!Send`.
    if before.ends_with('?') {
        return false;
    }
    match next {
        "(" | "[" => !is_list_after(before),
        "<" => !is_word(before) && before != ":",
        "!" => !is_word(before),
        _ => true,
    }
}
