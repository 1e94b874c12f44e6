/* What we call of MuPDF 1.24, whose library comes with the go-fitz module. The module's own header folder cannot be named
 * from another module's cgo directives, so the few calls stand here. fz_new_context_imp compares the version string and
 * refuses a library that does not fit these declarations; the tests check the layouts by reading known files. */
#ifndef CHARTPROOF_MUPDF_H
#define CHARTPROOF_MUPDF_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#define CP_FZ_VERSION "1.24.9"
#define CP_FZ_MAX_COLORS 32

typedef struct fz_context fz_context;
typedef struct fz_document fz_document;
typedef struct fz_page fz_page;
typedef struct fz_stream fz_stream;
typedef struct fz_pixmap fz_pixmap;
typedef struct fz_colorspace fz_colorspace;
typedef struct fz_path fz_path;
typedef struct fz_text fz_text;
typedef struct fz_stroke_state fz_stroke_state;
typedef struct fz_shade fz_shade;
typedef struct fz_separations fz_separations;

typedef struct { float a, b, c, d, e, f; } fz_matrix;
typedef struct { float x0, y0, x1, y1; } fz_rect;
typedef struct { int x0, y0, x1, y1; } fz_irect;
typedef struct { uint8_t ri, bp, op, opm; } fz_color_params;

/* The head of an image: only sizes and colour are read. */
typedef struct {
	struct { int refs; void *drop; void *droppable; short store_key_refs; } key;
	int w, h;
	uint8_t n, bpc;
	unsigned int imagemask : 1, interpolate : 1, use_colorkey : 1, use_decode : 1, decoded : 1, scalable : 1;
	uint8_t orientation;
	void *mask;
	int xres, yres;
	fz_colorspace *colorspace;
} fz_image;

typedef struct fz_device fz_device;

/* The head of a device up to the last callback that the survey answers. */
struct fz_device {
	int refs, hints, flags;
	void (*close_device)(fz_context *, fz_device *);
	void (*drop_device)(fz_context *, fz_device *);
	void (*fill_path)(fz_context *, fz_device *, const fz_path *, int, fz_matrix, fz_colorspace *, const float *, float, fz_color_params);
	void (*stroke_path)(fz_context *, fz_device *, const fz_path *, const fz_stroke_state *, fz_matrix, fz_colorspace *, const float *, float, fz_color_params);
	void *clip_path, *clip_stroke_path;
	void (*fill_text)(fz_context *, fz_device *, const fz_text *, fz_matrix, fz_colorspace *, const float *, float, fz_color_params);
	void (*stroke_text)(fz_context *, fz_device *, const fz_text *, const fz_stroke_state *, fz_matrix, fz_colorspace *, const float *, float, fz_color_params);
	void (*clip_text)(fz_context *, fz_device *, const fz_text *, fz_matrix, fz_rect);
	void *clip_stroke_text, *ignore_text;
	void (*fill_shade)(fz_context *, fz_device *, fz_shade *, fz_matrix, float, fz_color_params);
	void (*fill_image)(fz_context *, fz_device *, fz_image *, fz_matrix, float, fz_color_params);
	void (*fill_image_mask)(fz_context *, fz_device *, fz_image *, fz_matrix, fz_colorspace *, const float *, float, fz_color_params);
	void (*clip_image_mask)(fz_context *, fz_device *, fz_image *, fz_matrix, fz_rect);
};

/* At least the size of a whole device: the rest is the library's and starts as zeroes. */
#define CP_DEVICE_SIZE 1024

typedef struct {
	int abort, progress;
	size_t progress_max;
	int errors, incomplete;
} fz_cookie;

#ifdef _WIN32
typedef jmp_buf fz_jmp_buf;
#define cp_setjmp(B) setjmp(B)
#else
typedef sigjmp_buf fz_jmp_buf;
#define cp_setjmp(B) sigsetjmp(B, 0)
#endif

fz_jmp_buf *fz_push_try(fz_context *);
int fz_do_try(fz_context *);
int fz_do_always(fz_context *);
int fz_do_catch(fz_context *);
int fz_caught(fz_context *);
void fz_ignore_error(fz_context *);

#define cp_try(ctx) if (!cp_setjmp(*fz_push_try(ctx))) if (fz_do_try(ctx)) do
#define cp_always(ctx) while (0); if (fz_do_always(ctx)) do
#define cp_catch(ctx) while (0); if (fz_do_catch(ctx))

#define CP_ERROR_SYSTEM 2 /* out of memory */

fz_context *fz_new_context_imp(const void *alloc, const void *locks, size_t max_store, const char *version);
void fz_drop_context(fz_context *);
void fz_set_warning_callback(fz_context *, void (*)(void *, const char *), void *);
void fz_set_error_callback(fz_context *, void (*)(void *, const char *), void *);
void fz_register_document_handlers(fz_context *);
void fz_empty_store(fz_context *);
fz_stream *fz_open_memory(fz_context *, const unsigned char *, size_t);
void fz_drop_stream(fz_context *, fz_stream *);
fz_document *fz_open_document_with_stream(fz_context *, const char *, fz_stream *);
void fz_drop_document(fz_context *, fz_document *);
int fz_needs_password(fz_context *, fz_document *);
int fz_count_pages(fz_context *, fz_document *);
fz_page *fz_load_page(fz_context *, fz_document *, int);
void fz_drop_page(fz_context *, fz_page *);
fz_rect fz_bound_page(fz_context *, fz_page *);
void fz_run_page(fz_context *, fz_page *, fz_device *, fz_matrix, fz_cookie *);
fz_device *fz_new_device_of_size(fz_context *, int);
fz_device *fz_new_draw_device(fz_context *, fz_matrix, fz_pixmap *);
void fz_close_device(fz_context *, fz_device *);
void fz_drop_device(fz_context *, fz_device *);
fz_pixmap *fz_new_pixmap(fz_context *, fz_colorspace *, int, int, fz_separations *, int);
void fz_clear_pixmap_with_value(fz_context *, fz_pixmap *, int);
unsigned char *fz_pixmap_samples(fz_context *, fz_pixmap *);
int fz_pixmap_stride(fz_context *, fz_pixmap *);
void fz_drop_pixmap(fz_context *, fz_pixmap *);
fz_colorspace *fz_device_gray(fz_context *);
fz_colorspace *fz_device_rgb(fz_context *);
int fz_colorspace_is_gray(fz_context *, fz_colorspace *);

#endif
