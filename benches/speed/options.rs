//! The command line.

use crate::cases::Case;

pub(crate) enum Mode {
    Time,
    Instructions,
    Repeat(u32),
}

pub(crate) struct Options {
    pub(crate) mode: Mode,
    words: Vec<String>,
}

impl Options {
    pub(crate) fn from_args() -> Self {
        let (mut mode, mut words) = (Mode::Time, Vec::new());
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            match arg.as_str() {
                // What cargo itself adds.
                "--bench" => {}
                "--instructions" => mode = Mode::Instructions,
                "--times" => {
                    let times = args.next().and_then(|times| times.parse().ok());
                    mode = Mode::Repeat(times.expect("a number follows --times"));
                }
                word => words.push(word.to_owned()),
            }
        }
        Self { mode, words }
    }

    pub(crate) fn chooses(&self, case: &Case) -> bool {
        let title = format!("{}: {}", case.group, case.name);
        self.words.iter().all(|word| title.contains(word.as_str()))
    }
}
