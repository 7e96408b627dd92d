"""What a pathologist tells: proliferation, sizes, depth, nodes, margins, and the specimen that each belongs to."""
