// Package quality measures what the engine made of a chart against the chart's truth: words, fields, identifiers, types,
// and above all what is wrong without anybody being asked to look.
//
// Guaranteed: counting is by counts, so that reports of many charts add up exactly. Words match by place and by their
// letters and digits without case; fields by name and canonical value; identifiers by any overlap of boxes on their page.
// Text out of a chart appears in no error; Table prints counts and names of fields only.
//
// Refused: judging without truth. May import it: tests, quality/bench, and the command line's bench command.
package quality
