/* Functions that libraries look up in the program before they look at home. They change no result, only what it costs; where a
   platform binds the libraries' own instead, all works as well. */

#include <leptonica/allheaders.h>

/* Tesseract packs the picture of every line as PNG and unpacks it again at once (ImageData in LSTMRecognizeWord), for no use
   here: a thirtieth of all the time that a page takes. This one packs as Leptonica's own raw form: pixReadMem knows it, and
   no pixel changes. */
l_ok pixWriteMem(l_uint8 **data, size_t *size, PIX *pix, l_int32 format)
{
	(void)format;
	return pixWriteMemSpix(data, size, pix);
}

/* Tesseract opens a parallel region for every step along a line, a hundred thousand a page. With the one thread that a reading
   child has, OpenMP builds a team for each, and wakes nobody by a system call. These run a region's sections one after the
   other, and a region's loop as the one thread that there is, without the team. */
void GOMP_parallel(void (*region)(void *), void *data, unsigned threads, unsigned flags)
{
	(void)threads;
	(void)flags;
	region(data);
}

static __thread unsigned section, sections;

void GOMP_parallel_sections(void (*region)(void *), void *data, unsigned threads, unsigned count, unsigned flags)
{
	unsigned outer = section, outers = sections;
	(void)threads;
	(void)flags;
	section = 0;
	sections = count;
	region(data);
	section = outer;
	sections = outers;
}

/* Where the compiler did not join the two, the sections begin inside of the region. */
unsigned GOMP_sections_start(unsigned count)
{
	section = count > 0;
	sections = count;
	return section;
}

unsigned GOMP_sections_next(void) { return section < sections ? ++section : 0; }

void GOMP_sections_end_nowait(void) {}

void GOMP_sections_end(void) {}
