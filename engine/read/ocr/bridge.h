#ifndef CHARTPROOF_OCR_BRIDGE_H
#define CHARTPROOF_OCR_BRIDGE_H

typedef struct {
	float confidence; /* 0 to 100 */
	int left, right;
} cp_symbol;

typedef struct {
	char *text;      /* UTF-8, freed by cp_free_words */
	float confidence; /* 0 to 100 */
	int left, top, right, bottom;
	int line;        /* Tesseract's own line, counted from 1 */
	int first, symbols; /* where the word's characters begin in the symbol list, and how many there are */
	int dictionary;
} cp_word;

typedef struct {
	cp_word *word;
	int words;
	cp_symbol *symbol; /* the characters of all words */
	int symbols;
	int word_room, symbol_room;
	int failed; /* memory ran out or recognition did not end */
} cp_words;

/* The library's version, as it says itself. */
const char *cp_tesseract_version(void);
void *cp_reader(const char *datapath, const char *language, int legacy);
void cp_reader_close(void *reader);
/* Whether a word stands in the language's dictionary: 0 if not. */
int cp_valid(void *reader, const char *word);
int cp_set(void *reader, const char *name, const char *value);
void cp_read(void *reader, const unsigned char *gray, int width, int height, int stride, int dpi, int mode, int millis, cp_words *out);
void cp_free_words(cp_words *words);
int cp_orientation(void *reader, const unsigned char *gray, int width, int height, int stride, int dpi, int *degrees, float *confidence);

#endif
