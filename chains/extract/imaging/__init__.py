"""What imaging tells: receptor uptake, FDG, the liver, and where the disease has spread."""
