//! One thing to measure.

use std::hint::black_box;

/// Who does the work.
pub(crate) const OURS: &str = "dynamorph";
pub(crate) const SERDE_DYNAMO: &str = "SDK + serde_dynamo";
pub(crate) const BY_HAND: &str = "SDK + by hand";
pub(crate) const PLAIN_JSON: &str = "serde_json, plain JSON";

/// A closure that handles so many items.
pub(crate) struct Case {
    pub(crate) group: &'static str,
    pub(crate) name: &'static str,
    pub(crate) items: u32,
    run: Box<dyn FnMut()>,
}

impl Case {
    /// What the closure answers is dropped inside the measurement, as a program drops it.
    pub(crate) fn new<T>(
        group: &'static str,
        name: &'static str,
        items: usize,
        mut run: impl FnMut() -> T + 'static,
    ) -> Self {
        let run = Box::new(move || drop(black_box(run())));
        Self { group, name, items: items.try_into().expect("a small number"), run }
    }

    // Callgrind counts what happens below this name.
    #[inline(never)]
    pub(crate) fn run(&mut self) {
        (self.run)();
    }
}
