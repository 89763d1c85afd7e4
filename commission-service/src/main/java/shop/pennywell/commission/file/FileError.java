package shop.pennywell.commission.file;

/**
 * An entry of a file that was rejected, with its place: its text stays in the file.
 *
 * @param line at fault, from 1
 * @param position where the entry begins, in bytes
 * @param length of the entry, in bytes
 */
record FileError(long line, long position, long length, String code, String detail) {}
