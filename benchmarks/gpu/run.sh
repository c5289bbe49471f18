#!/usr/bin/env bash
# Checks and measures lightmark on the GPU of this machine. Needs an x86-64 Linux with an NVIDIA driver, nothing else;
# uses libcudnn.so.9, compute-sanitizer and a Python with PyTorch where they are.
#
#   ./run.sh [--device cuda] [--out results] [--seconds 1500] [--steps doctor,check,…] [--quick]
#
# --device   cuda, cuda:N, or cuda:stand-in (the kernels on the processor: to try this script out)
# --out      where the results go; $OUT without it, else results/ beside this script
# --seconds  for everything together; a step begins only while time is left, and ends with it
# --steps    only these, in this order
# --quick    the small sizes of everything
#
# Every step has a log of its own and a time limit; one that fails does not stop the others. Results:
#   summary.json  kernels.json  training.json  harness-cuda.json  harness-cpu.json  depthwise.json  pytorch.json
#   logs.tar.gz   what every step printed, and doctor.json
# Exit code 0: every step passed or had a reason to be skipped; 1: some failed; 2: wrong usage.
set -uo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
device=cuda
out=${OUT:-$here/results}
seconds=1500
all=doctor,check,check-cudnn,memcheck,racecheck,training,harness-cuda,pytorch,depthwise,train,harness-cpu,initcheck,synccheck
steps=$all
quick=

usage() {
    echo "run.sh: Expected $1. Fix: see the first lines of this script." >&2
    exit 2
}
while [ $# -gt 0 ]; do
    case $1 in
        --quick) quick=yes ;;
        --device | --out | --seconds | --steps)
            [ $# -ge 2 ] || usage "a value after $1, received none"
            declare "${1#--}=$2"
            shift
            ;;
        *) usage "an option, received '$1'" ;;
    esac
    shift
done
for step in ${steps//,/ }; do
    [[ ,$all, == *,$step,* ]] || usage "steps out of $all, received '$step'"
done
[[ $seconds =~ ^[0-9]+$ ]] || usage "whole seconds, received '$seconds'"

mkdir -p "$out" && out=$(cd "$out" && pwd) || usage "a folder for results that can be made, received '$out'"
work=$(mktemp -d "$here/work.XXXXXX" 2>/dev/null || mktemp -d) || usage "a place for temporary files, received none"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/logs" "$work/tmp" "$work/cache"
logs=$work/logs

export XDG_CACHE_HOME=$work/cache
java=("$here/jre/bin/java" -XX:+UseSerialGC -Djava.awt.headless=true "-Djava.io.tmpdir=$work/tmp"
    "-Dorg.bytedeco.javacpp.cachedir=$work/cache/javacpp" -cp "$here/lib/*")
lightmark=("${java[@]}" io.lightmark.cli.Lightmark)

python=
for candidate in "${LIGHTMARK_PYTHON:-}" python3 python /usr/bin/python3 /opt/conda/bin/python3 /venv/bin/python3; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null && "$candidate" -c "import torch" 2>/dev/null; then
        python=$(command -v "$candidate")
        # PyTorch brings cuDNN 9 in packages of Python; our JCudnn finds it by the loader's path.
        libraries=$("$python" -c "
import glob, os, sys
print(':'.join(path for root in sys.path for path in glob.glob(os.path.join(root, 'nvidia', '*', 'lib'))))")
        export LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
        break
    fi
done

sanitizer=
for candidate in compute-sanitizer /usr/local/cuda/bin/compute-sanitizer; do
    if command -v "$candidate" >/dev/null; then
        sanitizer=$(command -v "$candidate")
        break
    fi
done

began=$SECONDS
left() {
    echo $((seconds - (SECONDS - began)))
}

summary=()
# The summary is written after every step, so that a run that is cut short has said what it did.
conclude() {
    local name=$1 status=$2 took=$3 note=${4//\\/}
    note=${note//\"/\'}
    summary+=("{\"step\": \"$name\", \"status\": \"$status\", \"seconds\": $took, \"note\": \"$note\"}")
    printf '%-13s %-8s %4d s  %s\n' "$name" "$status" "$took" "$note"
    {
        echo "{\"device\": \"$device\", \"version\": \"$(cat "$here/version.txt")\", \"steps\": ["
        local i
        for i in "${!summary[@]}"; do
            [ "$i" -eq 0 ] || echo ","
            printf ' %s' "${summary[$i]}"
        done
        printf '\n]}\n'
    } >"$out/summary.json"
    tar -C "$work" -czf "$out/logs.tar.gz" logs
}

# run_step <name> <limit in seconds> <command …>
failed=
run_step() {
    local name=$1 limit=$2 start=$SECONDS code
    shift 2
    if [ "$(left)" -lt 5 ]; then
        conclude "$name" skipped 0 "the time was over"
        return
    fi
    [ "$limit" -le "$(left)" ] || limit=$(left)
    timeout --kill-after=10 "$limit" "$@" >"$logs/$name.log" 2>&1
    code=$?
    case $code in
        0) conclude "$name" passed $((SECONDS - start)) "$(tail -1 "$logs/$name.log" | tr -d '\r\t' | cut -c1-160)" ;;
        124 | 137)
            failed=yes
            conclude "$name" timeout $((SECONDS - start)) "ended after $limit s"
            ;;
        *)
            failed=yes
            conclude "$name" failed $((SECONDS - start)) "exit code $code: $(tail -1 "$logs/$name.log" | tr -d '\r\t' | cut -c1-300)"
            ;;
    esac
}

doctor() {
    { nvidia-smi || echo "nvidia-smi: not here"; } >"$logs/nvidia-smi.log" 2>&1
    run_step doctor 60 "${lightmark[@]}" doctor --json "$logs/doctor.json"
}

check() {
    local size=covering
    [ -z "$quick" ] || size=small
    run_step check 600 "${lightmark[@]}" kernels check --device "$device" --size "$size" --json "$out/kernels.json"
}

# Convolutions and batch normalisations by cuDNN, against the same reference.
check_cudnn() {
    if [ "$device" = cuda:stand-in ]; then
        conclude check-cudnn skipped 0 "the build tests cuDNN's stand-in"
    elif [ -z "$({ ldconfig -p; tr : '\n' <<<"${LD_LIBRARY_PATH:-}" | xargs -I{} ls {}; } 2>/dev/null | grep 'libcudnn\.so\.9')" ]
    then
        conclude check-cudnn skipped 0 "no libcudnn.so.9 here"
    else
        run_step check-cudnn 240 "${java[@]}" -Dlightmark.cuda.cudnn=forced io.lightmark.cli.Lightmark \
            kernels check --device "$device" --size small
    fi
}

# The same run on the processor and on the device, loss by loss.
training() {
    local -a options=(--steps 200 --batch 64)
    [ -z "$quick" ] || options=(--steps 3 --batch 4)
    run_step training 180 "${java[@]}" io.lightmark.benchmarks.training.LossComparisonCommand \
        --data "$here/faces.safetensors" --device "cpu,$device" "${options[@]}" --json "$out/training.json"
}

# What a user types: both levels, and the model that comes out.
train() {
    local -a options=(--steps 600)
    [ -z "$quick" ] || options=(--steps 2 --batch 4)
    run_step train 180 "${lightmark[@]}" train cascade --data "$here/faces.safetensors" --device "$device" \
        "${options[@]}" --progress lines --out "$work/cascade.safetensors" --json "$logs/train.json"
}

harness() {
    local name=$1 of=$2
    local -a options=(--task forward,cascade,file,training --batch 1,64 --protocol 500,20,100,10)
    [ -z "$quick" ] || options=(--task forward,cascade,file --batch 1 --protocol 0,0,0,1)
    run_step "$name" 240 "${java[@]}" io.lightmark.benchmarks.BenchmarkCommand --device "$of" --threads 1 \
        "${options[@]}" --json "$out/$name.json"
}

pytorch() {
    local -a options=(--seconds 330)
    if [ -z "$python" ]; then
        conclude pytorch skipped 0 "no Python here can import torch (LIGHTMARK_PYTHON names one)"
        return
    fi
    [ -z "$quick" ] || options=(--batch 1 --level-batch 1 --training-batch 2 --calls 2 --rotate 0 --copy 8 --millis 1)
    [ "$device" != cuda:stand-in ] || options+=(--device cpu)
    run_step pytorch 360 "$python" "$here/peers/pytorch_gpu.py" "${options[@]}" --json "$out/pytorch.json"
}

# Measured against the greater of our own copy rate and PyTorch's.
depthwise() {
    local -a options=(--copy-rate "$(sed -n 's/^copy rate: \([0-9.]*\) GB\/s$/\1/p' "$logs/pytorch.log" 2>/dev/null | grep . || echo 0)")
    [ -z "$quick" ] || options+=(--batch 1 --calls 1 --rotate 0 --copy 1 --millis 0 --only "x7 k3")
    run_step depthwise 240 "${java[@]}" io.lightmark.benchmarks.depthwise.DepthwiseTableCommand --device "$device" \
        "${options[@]}" --json "$out/depthwise.json"
}

# Under these tools everything runs ten to a hundred times slower, so only small problems: they launch one kernel of each
# kind, but few of those that move 16 bytes at a time. And initcheck sees the workspace only, since plans fill the rest.
sanitize() {
    if [ -z "$sanitizer" ]; then
        conclude "$1" skipped 0 "no compute-sanitizer here"
    elif [ "$device" = cuda:stand-in ]; then
        conclude "$1" skipped 0 "the stand-in driver runs on the processor"
    else
        run_step "$1" 240 "$sanitizer" --tool "$1" --error-exitcode 9 --target-processes all "${lightmark[@]}" \
            kernels check --device "$device" --size small
    fi
}

for step in ${steps//,/ }; do
    case $step in
        harness-cuda) harness harness-cuda "$device" ;;
        harness-cpu) harness harness-cpu cpu ;;
        check-cudnn) check_cudnn ;;
        memcheck | racecheck | initcheck | synccheck) sanitize "$step" ;;
        *) "$step" ;;
    esac
done
echo "results: $out"
[ -z "$failed" ]
