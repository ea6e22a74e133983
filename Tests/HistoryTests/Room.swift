// Tests of History.
