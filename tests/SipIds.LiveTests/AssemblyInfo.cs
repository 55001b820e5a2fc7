// Each test has the machine for itself: its calls are real, and their timers too.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
