public import ArgumentParser
public import Ingest
public import Pipeline
public import Review

extension BookingStatus: ExpressibleByArgument {}
extension ControlPolicy: ExpressibleByArgument {}
extension CanonicalForm: ExpressibleByArgument {}
extension QueueFilter.Order: ExpressibleByArgument {}
