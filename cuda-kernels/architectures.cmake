# The architectures that images are made for. An architecture is its compute capability without the point.

# No older one is supported.
set(LM_LOWEST_ARCHITECTURE 61)

# The architectures from which on the kernels' source differs (__CUDA_ARCH__): none so far. nvcc translates a kernel once for
# the lowest architecture that it knows and once for each of these, and assembles machine code for every other
# architecture from the nearest one below, which takes half the time of doing both.
set(LM_VIRTUAL_ARCHITECTURES "")

# What NVRTC makes, as far as it can. It translates anew for each, and is there for cards and drivers that the newest nvcc
# has left behind; these are the chips of cards for computers.
set(LM_NVRTC_ARCHITECTURES 61 70 75 80 86 89 90)
