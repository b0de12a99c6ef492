/** The body in what S3's clients send as `aws-chunked`: sizes in hexadecimal before each piece, and checksums at its end. */
export function withoutChunks(sent: Buffer): Buffer {
	const pieces: Buffer[] = [];
	let at = 0;
	for (;;) {
		const end = sent.indexOf('\r\n', at);
		const size = end < 0 ? 0 : Number.parseInt(sent.toString('latin1', at, end), 16);
		if (!(size > 0)) return Buffer.concat(pieces);
		pieces.push(sent.subarray(end + 2, end + 2 + size));
		at = end + 2 + size + 2;
	}
}
