// Package around says, from what stands around a text, which field the text is the value of. It is the second, independent way
// of finding: the rules of package fields know wordings, this model has learned from charts how pages speak about their values.
//
// A Spot is a text that a grammar takes for a value of some Kind (a day, a number, a person …), or a stretch that may be an item of a
// list (Term: a drug, a condition, a vaccine, what somebody cannot bear); stretches overlap, and which of them is the item the odds
// say. Scene.Describe turns its
// surroundings into features: the words before, over, under and behind it, the heading of its section, the labels whose value it
// may be, its shape and its part of the page. Model.Odds gives the probability of each field that such a value can fill, and
// of none. The model is a softmax over hashed features, fitted by Fit on generated charts and on pages set by hand;
// `packaging/trustfit around --write` does that and writes model.gz.
//
// Guaranteed: no input panics; probabilities of a spot sum to 1; the same model and page give the same odds; the model holds sums of
// hashes and no text of a chart.
//
// Refused: to find spots or to choose values (fields), to promise anything (trust): the odds are evidence. around imports chart,
// find/layout and find/hashed only.
package around
