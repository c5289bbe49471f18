# The architectures that images are made for. An architecture is its compute capability without the point.

# No older one is supported.
set(LM_LOWEST_ARCHITECTURE 61)

# The architectures between which the kernels' source may differ (__CUDA_ARCH__). nvcc translates a kernel once for each of
# these that it knows, and assembles machine code for every other architecture from the nearest one below: assembling takes
# a third of the time of a translation.
set(LM_VIRTUAL_ARCHITECTURES 61 75 80 90)

# What NVRTC makes, as far as it can. It translates anew for each, and is there for cards and drivers that the newest nvcc
# has left behind; these are the chips of cards for computers.
set(LM_NVRTC_ARCHITECTURES 61 70 75 80 86 89 90)
