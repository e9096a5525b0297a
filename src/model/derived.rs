//! What the derive makes a schema with: one call each, since the compiler checks and evaluates every call of every model.

use super::{IndexSchema, KeySource, Schema, Template};
use crate::codec::{Field, Shape};

/// A key template as a derive writes it: its text, and where its parts stand. [`NONE`] instead of these
/// says that there is none.
type Marked = (&'static str, u128);

/// The schema of a derived model. What it does not take follows as calls.
#[must_use]
pub const fn derived_schema(
    name: &'static str,
    partition: Marked,
    sort: Marked,
    parts: &'static [(&'static str, &'static str)],
    version: Option<&'static str>,
    indexes: &'static [IndexSchema],
    fields: fn() -> &'static [Field],
) -> Schema {
    Schema {
        name,
        aliases: &[],
        partition: source(partition),
        sort: source(sort),
        indexes,
        shape: Shape::Fields(fields),
        parts,
        version,
        ttl: None,
        created_at: None,
        updated_at: None,
    }
}

/// The place of a derived model in an index. A key without a template follows as a call.
#[must_use]
pub const fn derived_index(name: &'static str, partition: Marked, sort: Marked) -> IndexSchema {
    IndexSchema { name, partition: source(partition), sort: source(sort) }
}

/// No marks: eight parts would not be a template.
const NONE: u128 = !0;

const fn source((text, marks): Marked) -> Option<KeySource> {
    if marks == NONE { None } else { Some(KeySource::Template(Template::marked(text, marks))) }
}

#[cfg(test)]
mod tests {
    use super::{derived_index, derived_schema};
    use crate::model::{IndexSchema, KeySource, Schema, Template};

    fn parts(source: Option<&KeySource>) -> Vec<(&'static str, &'static str)> {
        let Some(KeySource::Template(template)) = source else { return Vec::new() };
        let steps = template.steps().map(|step| (step.literal, step.field));
        steps.chain([(template.tail(), "")]).collect()
    }

    #[test]
    fn marks_say_of_a_template_what_its_text_says() {
        // Marks as the derive's test has them.
        let marked = [("A#{b}#{cd}é", 0x0906_0402), ("{b}", 0x0200), ("AB", 0)];
        for (text, marks) in marked {
            let read = KeySource::Template(Template::new(text));
            let index = derived_index("gsi1", (text, marks), ("", !0));
            assert_eq!(parts(index.partition_source()), parts(Some(&read)), "{text}");
            assert!(index.sort_source().is_none());
        }
    }

    #[test]
    fn a_derived_schema_is_the_one_that_calls_make() {
        const INDEXES: &[IndexSchema] = &[derived_index("gsi1", ("{b}", 0x0200), ("AB", 0))];
        const DERIVED: Schema = derived_schema(
            "A",
            ("A#{b}", 0x0402),
            ("", !0),
            &[("b", "c")],
            Some("v"),
            INDEXES,
            || &[],
        );
        assert_eq!((DERIVED.name(), DERIVED.version_attribute()), ("A", Some("v")));
        assert_eq!(parts(DERIVED.partition_source()), [("A#", "b"), ("", "")]);
        assert!(DERIVED.sort_source().is_none());
        assert_eq!(DERIVED.part_attribute("b"), Some("c"));
        assert_eq!(DERIVED.index_list().len(), 1);
    }
}
