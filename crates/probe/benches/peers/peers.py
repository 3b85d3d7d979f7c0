"""zbar and zxing-cpp over a list of pictures: the lines of `hallpass-probe decode --list --cpu`.

peers.py zbar|zxing-cpp LIST
Exit code 3: the reader is not installed.
"""

import ctypes
import sys
import time

try:
    import numpy
    from PIL import Image
except ImportError as error:
    print(error, file=sys.stderr)
    sys.exit(3)

# Photographs of many megapixels are meant.
Image.MAX_IMAGE_PIXELS = None


def escaped(text):
    for character, escape in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(character, escape)
    return text


def zxing_cpp():
    import zxingcpp

    def read(luma):
        found = zxingcpp.read_barcodes(luma, formats=zxingcpp.BarcodeFormat.QRCode)
        return [barcode.text for barcode in found]

    return read


def zbar():
    lib = ctypes.CDLL("libzbar.so.0")
    for name in (
        "image_scanner_create", "image_create", "image_first_symbol", "symbol_next",
        "symbol_get_data",
    ):
        getattr(lib, "zbar_" + name).restype = ctypes.c_void_p
    scanner = ctypes.c_void_p(lib.zbar_image_scanner_create())
    qr_code, config_enable = 64, 0
    lib.zbar_image_scanner_set_config(scanner, 0, config_enable, 0)
    lib.zbar_image_scanner_set_config(scanner, qr_code, config_enable, 1)
    y800 = int.from_bytes(b"Y800", "little")

    def read(luma):
        height, width = luma.shape
        image = ctypes.c_void_p(lib.zbar_image_create())
        lib.zbar_image_set_format(image, ctypes.c_ulong(y800))
        lib.zbar_image_set_size(image, width, height)
        lib.zbar_image_set_data(
            image, luma.ctypes.data_as(ctypes.c_void_p), ctypes.c_ulong(luma.size), None
        )
        lib.zbar_scan_image(scanner, image)
        texts = []
        symbol = lib.zbar_image_first_symbol(image)
        while symbol:
            symbol = ctypes.c_void_p(symbol)
            length = lib.zbar_symbol_get_data_length(symbol)
            data = ctypes.string_at(lib.zbar_symbol_get_data(symbol), length)
            texts.append(data.decode("utf-8", errors="replace"))
            symbol = lib.zbar_symbol_next(symbol)
        lib.zbar_image_destroy(image)
        return texts

    return read


def main():
    try:
        read = {"zbar": zbar, "zxing-cpp": zxing_cpp}[sys.argv[1]]()
    except (ImportError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(3)
    with open(sys.argv[2], encoding="utf-8") as files:
        names = files.read().splitlines()
    for name in names:
        with Image.open(name) as picture:
            luma = numpy.ascontiguousarray(numpy.asarray(picture.convert("L")))
        started = time.process_time()
        texts = read(luma)
        took = (time.process_time() - started) * 1e3
        for text in texts or [""]:
            sys.stdout.write(f"{name}\t{took:.3f}\t{escaped(text)}\n")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    main()
