#include "bridge.h"
#include "mupdf.h"

#include <stdlib.h>
#include <string.h>

struct cp_doc {
	fz_context *ctx;
	fz_stream *stream;
	fz_document *doc;
	int cut_short;
};

static const fz_matrix identity = { 1, 0, 0, 1, 0, 0 };

/* The libraries' words are never printed or kept: they may quote the document. Only the fact that data ended early is. */
static void listen(void *user, const char *message)
{
	static const char *const signs[] = { "premature", "Premature", "truncat", "unexpected end", "end of file", "end of data",
		"not enough", "Not enough", "missing strip", "corrupt", "Corrupt", "overrun", "short read" };
	struct cp_doc *doc = user;
	size_t i;
	for (i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strstr(message, signs[i])) {
			doc->cut_short++;
			return;
		}
}

static int status(fz_context *ctx)
{
	int code = fz_caught(ctx);
	fz_ignore_error(ctx);
	return code == CP_ERROR_SYSTEM ? CP_NO_MEMORY : CP_DAMAGED;
}

const char *cp_mupdf_version(void) { return CP_FZ_VERSION; }

int cp_open(const char *magic, const unsigned char *data, size_t len, size_t store, cp_doc **out)
{
	cp_doc *doc = calloc(1, sizeof *doc);
	int result = CP_OK;
	*out = NULL;
	if (!doc)
		return CP_NO_MEMORY;
	doc->ctx = fz_new_context_imp(NULL, NULL, store, CP_FZ_VERSION);
	if (!doc->ctx) {
		free(doc);
		return CP_NO_MEMORY;
	}
	fz_set_warning_callback(doc->ctx, listen, doc);
	fz_set_error_callback(doc->ctx, listen, doc);
	cp_try(doc->ctx) {
		fz_register_document_handlers(doc->ctx);
		doc->stream = fz_open_memory(doc->ctx, data, len);
		doc->doc = fz_open_document_with_stream(doc->ctx, magic, doc->stream);
		if (fz_needs_password(doc->ctx, doc->doc))
			result = CP_PASSWORD;
	}
	cp_catch(doc->ctx)
		result = status(doc->ctx);
	if (result != CP_OK) {
		cp_close(doc);
		return result;
	}
	*out = doc;
	return CP_OK;
}

void cp_close(cp_doc *doc)
{
	if (!doc)
		return;
	fz_drop_document(doc->ctx, doc->doc);
	fz_drop_stream(doc->ctx, doc->stream);
	fz_drop_context(doc->ctx);
	free(doc);
}

int cp_pages(cp_doc *doc, int *pages)
{
	int result = CP_OK;
	*pages = 0;
	cp_try(doc->ctx)
		*pages = fz_count_pages(doc->ctx, doc->doc);
	cp_catch(doc->ctx)
		result = status(doc->ctx);
	return result;
}

int cp_cut_short(cp_doc *doc) { return doc->cut_short; }

/* The survey device: it notes what a page would draw. */
typedef struct {
	union { struct fz_device dev; char room[CP_DEVICE_SIZE]; } base;
	cp_survey *out;
} survey_device;

static cp_survey *notes(fz_device *dev) { return ((survey_device *)dev)->out; }

static void note_fill_path(fz_context *ctx, fz_device *dev, const fz_path *p, int eo, fz_matrix m, fz_colorspace *cs, const float *c, float a, fz_color_params cp)
{
	notes(dev)->marks++;
}

static void note_stroke_path(fz_context *ctx, fz_device *dev, const fz_path *p, const fz_stroke_state *s, fz_matrix m, fz_colorspace *cs, const float *c, float a, fz_color_params cp)
{
	notes(dev)->marks++;
}

static void note_fill_text(fz_context *ctx, fz_device *dev, const fz_text *t, fz_matrix m, fz_colorspace *cs, const float *c, float a, fz_color_params cp)
{
	notes(dev)->marks++;
}

static void note_stroke_text(fz_context *ctx, fz_device *dev, const fz_text *t, const fz_stroke_state *s, fz_matrix m, fz_colorspace *cs, const float *c, float a, fz_color_params cp)
{
	notes(dev)->marks++;
}

static void note_shade(fz_context *ctx, fz_device *dev, fz_shade *s, fz_matrix m, float a, fz_color_params cp)
{
	notes(dev)->marks++;
}

static void note(fz_context *ctx, fz_device *dev, fz_image *img, fz_matrix m, int gray)
{
	cp_survey *s = notes(dev);
	int i = s->images++;
	if (i >= CP_MAX_IMAGES)
		return;
	s->image[i] = (cp_image){ img->w, img->h, img->bpc * (img->n ? img->n : 1), gray, img->imagemask || img->mask != NULL,
		m.a, m.b, m.c, m.d, m.e, m.f };
}

static void note_image(fz_context *ctx, fz_device *dev, fz_image *img, fz_matrix m, float alpha, fz_color_params cp)
{
	note(ctx, dev, img, m, img->colorspace && fz_colorspace_is_gray(ctx, img->colorspace));
}

static void note_image_mask(fz_context *ctx, fz_device *dev, fz_image *img, fz_matrix m, fz_colorspace *cs, const float *c, float a, fz_color_params cp)
{
	note(ctx, dev, img, m, cs && fz_colorspace_is_gray(ctx, cs) && c && c[0] == 0);
}

static void note_clip_mask(fz_context *ctx, fz_device *dev, fz_image *img, fz_matrix m, fz_rect scissor)
{
	note(ctx, dev, img, m, 0);
}

static void run(cp_doc *doc, fz_page *page, fz_device *dev, int *errors)
{
	fz_cookie cookie;
	memset(&cookie, 0, sizeof cookie);
	fz_run_page(doc->ctx, page, dev, identity, &cookie);
	fz_close_device(doc->ctx, dev);
	*errors += cookie.errors;
}

int cp_survey_page(cp_doc *doc, int number, cp_survey *out)
{
	fz_context *ctx = doc->ctx;
	fz_page *volatile page = NULL;
	fz_device *volatile dev = NULL;
	volatile int result = CP_OK;
	memset(out, 0, sizeof *out);
	cp_try(ctx) {
		survey_device *s;
		fz_rect r;
		page = fz_load_page(ctx, doc->doc, number);
		r = fz_bound_page(ctx, page);
		out->x0 = r.x0, out->y0 = r.y0, out->x1 = r.x1, out->y1 = r.y1;
		dev = fz_new_device_of_size(ctx, sizeof(survey_device));
		s = (survey_device *)dev;
		s->out = out;
		s->base.dev.fill_path = note_fill_path;
		s->base.dev.stroke_path = note_stroke_path;
		s->base.dev.fill_text = note_fill_text;
		s->base.dev.stroke_text = note_stroke_text;
		s->base.dev.fill_shade = note_shade;
		s->base.dev.fill_image = note_image;
		s->base.dev.fill_image_mask = note_image_mask;
		s->base.dev.clip_image_mask = note_clip_mask;
		run(doc, page, dev, &out->errors);
	}
	cp_always(ctx) {
		fz_drop_device(ctx, dev);
		fz_drop_page(ctx, page);
	}
	cp_catch(ctx)
		result = status(ctx);
	return result;
}

int cp_draw(cp_doc *doc, int number, float sx, float sy, float tx, float ty, int w, int h, int rgb, unsigned char *out, int *errors)
{
	fz_context *ctx = doc->ctx;
	fz_page *volatile page = NULL;
	fz_device *volatile dev = NULL;
	fz_pixmap *volatile pix = NULL;
	volatile int result = CP_OK;
	cp_try(ctx) {
		fz_matrix m = { sx, 0, 0, sy, tx, ty };
		int y, row = rgb ? 3 * w : w;
		page = fz_load_page(ctx, doc->doc, number);
		pix = fz_new_pixmap(ctx, rgb ? fz_device_rgb(ctx) : fz_device_gray(ctx), w, h, NULL, 0);
		fz_clear_pixmap_with_value(ctx, pix, 0xff);
		dev = fz_new_draw_device(ctx, m, pix);
		run(doc, page, dev, errors);
		for (y = 0; y < h; y++)
			memcpy(out + (size_t)y * row, fz_pixmap_samples(ctx, pix) + (size_t)y * fz_pixmap_stride(ctx, pix), row);
	}
	cp_always(ctx) {
		fz_drop_device(ctx, dev);
		fz_drop_pixmap(ctx, pix);
		fz_drop_page(ctx, page);
	}
	cp_catch(ctx)
		result = status(ctx);
	fz_empty_store(ctx);
	return result;
}
