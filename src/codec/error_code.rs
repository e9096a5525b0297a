//! The code of an error that the service answers with.

use super::wire::Reader;

/// `TransactionConflictException` of `{"__type":"com.amazonaws.dynamodb.v20120810#TransactionConflictException",..}`.
pub(crate) fn error_code(body: &[u8]) -> Option<String> {
    let mut reader = Reader::new(std::str::from_utf8(body).ok()?, 0);
    reader.eat(b'{').ok()?;
    let mut first = true;
    while reader.more(first, b'}').ok()? {
        first = false;
        if reader.name().ok()?.as_str() == "__type" {
            reader.peek();
            let code = reader.string().ok()?;
            let code = code.as_str();
            return Some(code.rsplit('#').next().unwrap_or(code).to_owned());
        }
        reader.skip().ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::error_code;

    #[test]
    fn the_code_is_what_follows_the_hash_of_the_type() {
        let code = |body: &str| error_code(body.as_bytes());
        let body = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}"#;
        assert_eq!(code(body).as_deref(), Some("ThrottlingException"));
        // An attribute of the item that is there is no code.
        let body = r#"{"Item":{"__type":{"S":"a#b"}},"__type":"ConditionalCheckFailedException"}"#;
        assert_eq!(code(body).as_deref(), Some("ConditionalCheckFailedException"));
        for body in ["", "{}", "[]", "<html>", r#"{"__type":1}"#, r#"{"__type""#] {
            assert_eq!(code(body), None, "{body}");
        }
    }
}
