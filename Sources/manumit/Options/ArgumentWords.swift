public import ArgumentParser
public import Ingest
public import Pipeline

extension BookingStatus: ExpressibleByArgument {}
extension ControlPolicy: ExpressibleByArgument {}
extension CanonicalForm: ExpressibleByArgument {}
