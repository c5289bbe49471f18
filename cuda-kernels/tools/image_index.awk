# Writes images.json from the list of what is made (lines "toolkit <name> <version> <lowest> <architecture> …" and
# "module <name>"), the PTX, which holds every kernel's greatest block, and the assembler's reports.
#
# -v fingerprint=<of the kernel sources> -v images=<folder> -v logs=<folder>

$1 == "toolkit" {
    toolkits++
    name[toolkits] = $2
    version[toolkits] = $3
    lowest[toolkits] = $4
    folder[toolkits] = $2 "-" $3
    architectures[toolkits] = NF - 4
    for (i = 5; i <= NF; i++) {
        architecture[toolkits, i - 4] = $i
    }
}

$1 == "module" {
    module[++modules] = $2
}

END {
    print "{"
    print "  \"fingerprint\": " quoted(fingerprint) ","
    print "  \"toolkits\": ["
    for (t = 1; t <= toolkits; t++) {
        print_toolkit(t)
    }
    print "  ],"
    print "  \"modules\": ["
    for (m = 1; m <= modules; m++) {
        print "    " quoted(module[m]) comma(m < modules)
    }
    print "  ],"
    print "  \"kernels\": ["
    for (m = 1; m <= modules; m++) {
        read_module(module[m])
    }
    for (k = 1; k <= kernels; k++) {
        print_kernel(kernel[k], k < kernels)
    }
    print "  ]"
    print "}"
}

function print_toolkit(t,    part, i, text) {
    split(version[t], part, ".")
    for (i = 1; i <= architectures[t]; i++) {
        text = text architecture[t, i] comma(i < architectures[t])
    }
    print "    {\"name\": " quoted(name[t] " " version[t]) ", \"folder\": " quoted(folder[t]) \
        ", \"cudaVersion\": " part[1] * 1000 + part[2] * 10 ", \"ptx\": " lowest[t] \
        ", \"architectures\": [" text "]}" comma(t < toolkits)
}

function read_module(name,    t, i) {
    for (t = 1; t <= toolkits; t++) {
        read_ptx(name, images "/" folder[t] "/compute_" lowest[t] "/" name ".ptx")
        for (i = 1; i <= architectures[t]; i++) {
            read_report(folder[t], architecture[t, i], logs "/" folder[t] "/sm_" architecture[t, i] "/" name ".log")
        }
    }
}

function read_ptx(name, file,    line, current, status) {
    while ((status = (getline line < file)) > 0) {
        if (match(line, /\.entry [A-Za-z0-9_]+/)) {
            current = substr(line, RSTART + 7, RLENGTH - 7)
            if (!(current in owner)) {
                kernel[++kernels] = current
            }
            owner[current] = name
        } else if (match(line, /\.maxntid [0-9]+/)) {
            threads[current] = substr(line, RSTART + 9, RLENGTH - 9)
        }
    }
    close(file)
    if (status < 0) {
        fail(file)
    }
}

function read_report(toolkit, number, file,    line, current, stack, stores, loads, status) {
    while ((status = (getline line < file)) > 0) {
        if (line ~ /Compiling entry function/) {
            current = line
            sub(/.*Compiling entry function '/, "", current)
            sub(/'.*/, "", current)
        } else if (line ~ /bytes stack frame/) {
            stack = number_before(line, " bytes stack frame")
            stores = number_before(line, " bytes spill stores")
            loads = number_before(line, " bytes spill loads")
        } else if (line ~ /Used [0-9]+ registers/) {
            figures[current] = figures[current] comma(reports[current]++ > 0) (reports[current] > 1 ? "\n" : "") \
                "      {\"toolkit\": " quoted(toolkit) ", \"architecture\": " number \
                ", \"registers\": " number_before(line, " registers") \
                ", \"sharedBytes\": " number_before(line, " bytes smem") ", \"stackBytes\": " stack \
                ", \"spillStoreBytes\": " stores ", \"spillLoadBytes\": " loads "}"
        }
    }
    close(file)
    if (status < 0) {
        fail(file)
    }
}

function print_kernel(name, more) {
    if (!(name in threads) || !(name in figures)) {
        print "kernel " name " has no launch bound or no figures" > "/dev/stderr"
        exit 1
    }
    print "    {\"name\": " quoted(name) ", \"module\": " quoted(owner[name]) ", \"threads\": " threads[name] \
        ", \"figures\": ["
    print figures[name]
    print "    ]}" comma(more)
}

function number_before(line, words,    at) {
    at = index(line, words)
    if (at == 0) {
        return 0
    }
    line = substr(line, 1, at - 1)
    sub(/.*[^0-9]/, "", line)
    return line + 0
}

function quoted(text) {
    return "\"" text "\""
}

function comma(more) {
    return more ? "," : ""
}

function fail(file) {
    print "cannot read " file > "/dev/stderr"
    exit 1
}
