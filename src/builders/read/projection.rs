//! The attributes that a selection reads.

use crate::value::DocumentPath;

/// The paths to ask DynamoDB for, none inside another.
///
/// A path is cut before its first list index: a projected list has no gaps, so that its elements would stand elsewhere.
pub(in crate::builders) fn projected(
    paths: impl IntoIterator<Item = DocumentPath>,
) -> Vec<DocumentPath> {
    let mut projected: Vec<DocumentPath> = Vec::new();
    for path in paths {
        let path = path.before_index();
        if projected.iter().any(|wider| leads_to(wider, &path)) {
            continue;
        }
        projected.retain(|narrower| !leads_to(&path, narrower));
        projected.push(path);
    }
    projected
}

/// Whether `path` is `inner`, or leads to where it begins.
fn leads_to(path: &DocumentPath, inner: &DocumentPath) -> bool {
    inner.steps().starts_with(path.steps())
}

#[cfg(test)]
mod tests {
    use super::projected;
    use crate::value::DocumentPath;

    #[test]
    fn paths_are_cut_before_an_index_and_folded() {
        let cases: [(&[&str], &[&str]); 7] = [
            (&["a", "b"], &["a", "b"]),
            (&["a", "a"], &["a"]),
            (&["a.b", "a"], &["a"]),
            (&["a", "a.b"], &["a"]),
            (&["a.b", "a.c"], &["a.b", "a.c"]),
            (&["a[3].b", "a[0]"], &["a"]),
            (&["a.b[1]", "ab", "a.bc", "a.b.c"], &["a.b", "ab", "a.bc"]),
        ];
        for (selected, expected) in cases {
            let paths = selected.iter().map(|text| DocumentPath::parse(text).expect("a path"));
            let texts: Vec<String> = projected(paths).iter().map(DocumentPath::text).collect();
            assert_eq!(texts, expected, "{selected:?}");
        }
    }
}
