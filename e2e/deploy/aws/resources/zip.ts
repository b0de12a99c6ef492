/** The names of the files in a ZIP archive, by its directory. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;

/** None for what is no archive. */
export function filesOf(archive: Buffer): readonly string[] {
	const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
	if (end < 0 || archive.length < end + END_BYTES || archive.readUInt32LE(end) !== END) return [];
	const files: string[] = [];
	let at = archive.readUInt32LE(end + 16);
	for (let left = archive.readUInt16LE(end + 10); left > 0 && archive.readUInt32LE(at) === ENTRY; left--) {
		const length = archive.readUInt16LE(at + 28);
		const name = archive.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + length);
		if (!name.endsWith('/')) files.push(name);
		at += ENTRY_BYTES + length + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
	}
	return files;
}
