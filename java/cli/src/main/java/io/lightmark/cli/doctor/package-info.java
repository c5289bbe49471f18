/** What this machine offers, what will be used, and why: each check looks at one thing and explains what it finds. */
@NullMarked
package io.lightmark.cli.doctor;

import org.jspecify.annotations.NullMarked;
