include!("../goods.rs");

fn order() -> Order {
    todo!()
}

fn main() {
    let _ = dynamorph::batch_write([order().save().returning_old()]);
}
