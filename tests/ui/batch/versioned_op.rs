include!("../goods.rs");

fn customer() -> Customer {
    todo!()
}

fn main() {
    let _: Vec<dynamorph::BatchOp> = vec![customer().save().into()];
}
