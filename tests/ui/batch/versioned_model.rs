include!("../goods.rs");

fn customer() -> Customer {
    todo!()
}

fn main() {
    let _ = dynamorph::batch_write([customer().save()]);
}
