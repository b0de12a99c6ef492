/**
 * What a file is: by what it contains, and never against its name. Both must say the same.
 *
 * @module
 */
import { type binaryTypes, type FileType, fileTypes, textTypes } from '../../../functions/protocol/files.ts';

const EXTENSIONS: Readonly<Record<string, FileType>> = {
	txt: 'text/plain',
	log: 'text/plain',
	md: 'text/markdown',
	markdown: 'text/markdown',
	csv: 'text/csv',
	htm: 'text/html',
	html: 'text/html',
	json: 'application/json',
	pdf: 'application/pdf',
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	webp: 'image/webp',
};

/** What a sender says who does not know. */
const UNSAID = new Set(['', 'application/octet-stream']);

/** Null: not taken. */
export function kindOf(bytes: Uint8Array, name: string, mimeType: string): FileType | null {
	const said = saidKind(name, mimeType);
	if (said === null) return null;
	const binary = binaryKind(bytes);
	if (binary !== null) return said === binary || said === 'unsaid' ? binary : null;
	if (!isReadable(bytes)) return null;
	if (said === 'unsaid') return 'text/plain';
	if (said === 'application/json') return isJson(bytes) ? said : 'text/plain';
	return textTypes.find((type) => type === said) ?? null;
}

/** The extension before the type: browsers take theirs from it, each its own. Null: something that is not taken. */
function saidKind(name: string, mimeType: string): FileType | 'unsaid' | null {
	const [, extension] = /\.([^.]+)$/.exec(name.toLowerCase()) ?? [];
	const byName = extension === undefined ? undefined : EXTENSIONS[extension];
	if (byName !== undefined) return byName;
	const [type = ''] = mimeType.toLowerCase().split(';');
	const byType = fileTypes.find((one) => one === type.trim());
	if (byType !== undefined) return byType;
	return extension === undefined && UNSAID.has(type.trim()) ? 'unsaid' : null;
}

const ascii = (text: string): readonly number[] => [...text].map((one) => one.charCodeAt(0));
const begins = (bytes: Uint8Array, with_: readonly number[], at = 0): boolean =>
	with_.every((byte, i) => bytes[at + i] === byte);

function binaryKind(bytes: Uint8Array): (typeof binaryTypes)[number] | null {
	if (begins(bytes, ascii('%PDF-'))) return 'application/pdf';
	if (begins(bytes, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a])) return 'image/png';
	if (begins(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
	if (begins(bytes, ascii('RIFF')) && begins(bytes, ascii('WEBP'), 8)) return 'image/webp';
	return null;
}

/** What no text has: all control characters but tab, line feed, form feed, carriage return and escape. */
const isControl = (byte: number): boolean =>
	byte === 0x7f || (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte));

/** Text in an old encoding is readable but for its umlauts; what is not text is not readable at all. */
const UNREADABLE_SHARE = 0.1;

function isReadable(bytes: Uint8Array): boolean {
	if (bytes.length === 0 || bytes.some(isControl)) return false;
	const text = decode(bytes);
	const unreadable = text.split('\uFFFD').length - 1;
	return unreadable <= text.length * UNREADABLE_SHARE;
}

/** As UTF-8; what is none becomes U+FFFD. */
export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function isJson(bytes: Uint8Array): boolean {
	try {
		JSON.parse(decode(bytes));
		return true;
	} catch {
		return false;
	}
}
