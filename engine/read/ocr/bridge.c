#include "bridge.h"

#include <stdlib.h>
#include <string.h>
#include <tesseract/capi.h>

const char *cp_tesseract_version(void) { return TessVersion(); }

void *cp_reader(const char *datapath, const char *language, int legacy)
{
	TessBaseAPI *api = TessBaseAPICreate();
	if (!api)
		return NULL;
	if (TessBaseAPIInit2(api, datapath, language, legacy ? OEM_TESSERACT_ONLY : OEM_LSTM_ONLY) != 0) {
		TessBaseAPIDelete(api);
		return NULL;
	}
	return api;
}

void cp_reader_close(void *reader)
{
	TessBaseAPIEnd(reader);
	TessBaseAPIDelete(reader);
}

int cp_set(void *reader, const char *name, const char *value) { return TessBaseAPISetVariable(reader, name, value); }

int cp_valid(void *reader, const char *word) { return TessBaseAPIIsValidWord(reader, word); }

/* Makes room for one more of size bytes, doubling; 0 where memory ran out. */
static int grow(void **list, int *room, int used, size_t size)
{
	int more = *room ? 2 * *room : 512;
	void *p;
	if (used < *room)
		return 1;
	p = realloc(*list, more * size);
	if (!p)
		return 0;
	*list = p;
	*room = more;
	return 1;
}

static int add_symbols(TessResultIterator *it, cp_words *out, cp_word *w)
{
	const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(it);
	cp_symbol *s;
	int top, bottom;
	w->first = out->symbols;
	for (;;) {
		if (!grow((void **)&out->symbol, &out->symbol_room, out->symbols, sizeof *out->symbol))
			return 0;
		s = &out->symbol[out->symbols++];
		s->confidence = TessResultIteratorConfidence(it, RIL_SYMBOL);
		s->left = s->right = 0;
		TessPageIteratorBoundingBox(place, RIL_SYMBOL, &s->left, &top, &s->right, &bottom);
		if (TessPageIteratorIsAtFinalElement(place, RIL_WORD, RIL_SYMBOL))
			break;
		if (!TessResultIteratorNext(it, RIL_SYMBOL))
			break;
	}
	w->symbols = out->symbols - w->first;
	return 1;
}

static void collect(TessResultIterator *it, cp_words *out)
{
	const TessPageIterator *place = TessResultIteratorGetPageIteratorConst(it);
	int line = 0;
	do {
		cp_word *w;
		if (TessPageIteratorIsAtBeginningOf(place, RIL_TEXTLINE))
			line++;
		if (!grow((void **)&out->word, &out->word_room, out->words, sizeof *out->word)) {
			out->failed = 1;
			return;
		}
		w = &out->word[out->words];
		memset(w, 0, sizeof *w);
		w->text = TessResultIteratorGetUTF8Text(it, RIL_WORD);
		if (!w->text)
			continue;
		out->words++;
		w->line = line;
		w->confidence = TessResultIteratorConfidence(it, RIL_WORD);
		w->dictionary = TessResultIteratorWordIsFromDictionary(it);
		TessPageIteratorBoundingBox(place, RIL_WORD, &w->left, &w->top, &w->right, &w->bottom);
		if (!add_symbols(it, out, w)) {
			out->failed = 1;
			return;
		}
	} while (TessResultIteratorNext(it, RIL_WORD));
}

void cp_read(void *reader, const unsigned char *gray, int width, int height, int stride, int dpi, int mode, int millis, cp_words *out)
{
	TessResultIterator *it;
	ETEXT_DESC *monitor = TessMonitorCreate();
	memset(out, 0, sizeof *out);
	TessMonitorSetDeadlineMSecs(monitor, millis);
	TessBaseAPISetPageSegMode(reader, mode);
	TessBaseAPISetImage(reader, gray, width, height, 1, stride);
	TessBaseAPISetSourceResolution(reader, dpi);
	if (TessBaseAPIRecognize(reader, monitor) != 0)
		out->failed = 1;
	it = TessBaseAPIGetIterator(reader);
	if (it) {
		collect(it, out);
		TessResultIteratorDelete(it);
	}
	TessMonitorDelete(monitor);
	TessBaseAPIClear(reader);
}

void cp_free_words(cp_words *words)
{
	int i;
	for (i = 0; i < words->words; i++)
		TessDeleteText(words->word[i].text);
	free(words->word);
	free(words->symbol);
	memset(words, 0, sizeof *words);
}

int cp_orientation(void *reader, const unsigned char *gray, int width, int height, int stride, int dpi, int *degrees, float *confidence)
{
	const char *script = NULL;
	float script_confidence = 0;
	int found;
	*degrees = 0;
	*confidence = 0;
	TessBaseAPISetPageSegMode(reader, PSM_OSD_ONLY);
	TessBaseAPISetImage(reader, gray, width, height, 1, stride);
	TessBaseAPISetSourceResolution(reader, dpi);
	found = TessBaseAPIDetectOrientationScript(reader, degrees, confidence, &script, &script_confidence);
	/* The script's name is a constant inside Tesseract, not a copy. */
	TessBaseAPIClear(reader);
	return found;
}
