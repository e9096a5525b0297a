//! How long a tuple of operations may be.

/// Calls a macro with the type parameters of each tuple of one to twelve operations.
macro_rules! each_tuple {
    ($tuple:ident) => {
        $tuple!(A);
        $tuple!(A B);
        $tuple!(A B C);
        $tuple!(A B C D);
        $tuple!(A B C D E);
        $tuple!(A B C D E F);
        $tuple!(A B C D E F G);
        $tuple!(A B C D E F G H);
        $tuple!(A B C D E F G H I);
        $tuple!(A B C D E F G H I J);
        $tuple!(A B C D E F G H I J K);
        $tuple!(A B C D E F G H I J K L);
    };
}

pub(super) use each_tuple;
