#ifndef CHARTPROOF_RENDER_BRIDGE_H
#define CHARTPROOF_RENDER_BRIDGE_H

#include <stddef.h>

enum { CP_OK, CP_DAMAGED, CP_NO_MEMORY, CP_PASSWORD };
enum { CP_MAX_IMAGES = 64 };

typedef struct cp_doc cp_doc;

/* One image as the page places it: the matrix carries the unit square to points of the page. */
typedef struct {
	int w, h, bits, gray, mask;
	float a, b, c, d, e, f;
} cp_image;

/* What a page is made of, found by running it without drawing. */
typedef struct {
	float x0, y0, x1, y1; /* points */
	int marks;            /* text, lines, shades: what is not an image */
	int images;           /* how many; the first CP_MAX_IMAGES are listed */
	int errors;           /* what the interpreter could not do */
	cp_image image[CP_MAX_IMAGES];
} cp_survey;

/* The library's version: it refuses to be another than this. */
const char *cp_mupdf_version(void);
int cp_open(const char *magic, const unsigned char *data, size_t len, size_t store, cp_doc **out);
void cp_close(cp_doc *doc);
int cp_pages(cp_doc *doc, int *pages);
int cp_survey_page(cp_doc *doc, int page, cp_survey *out);
/* Draws a page in grey or RGB through the matrix (sx 0 0 sy tx ty), rows packed, onto white. */
int cp_draw(cp_doc *doc, int page, float sx, float sy, float tx, float ty, int w, int h, int rgb, unsigned char *out, int *errors);
/* Counts the library's warnings and errors that tell of data that ends too early. */
int cp_cut_short(cp_doc *doc);

#endif
