package chart

// ActOpenTogether is a look at single fields of a chart beside those of others, where what is alike is checked together: one entry
// a chart and sitting, "field=<name> fields=<how many>". The chart itself was not opened.
const ActOpenTogether Action = "document.open_together"
