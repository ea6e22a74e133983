// Tests of Review.
