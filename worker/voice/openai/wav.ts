/**
 * Sound as a WAVE file: what transcription endpoints take.
 *
 * @module
 */
import type { AudioFrame } from '@livekit/rtc-node';

const HEADER = 44;

/** 16 bit, as agents has it. */
export function wavOf({ data, sampleRate, channels }: AudioFrame): Buffer<ArrayBuffer> {
	const file = Buffer.alloc(HEADER + data.byteLength);
	file.write('RIFF', 0);
	file.writeUInt32LE(HEADER - 8 + data.byteLength, 4);
	file.write('WAVEfmt ', 8);
	file.writeUInt32LE(16, 16);
	file.writeUInt16LE(1, 20);
	file.writeUInt16LE(channels, 22);
	file.writeUInt32LE(sampleRate, 24);
	file.writeUInt32LE(sampleRate * channels * 2, 28);
	file.writeUInt16LE(channels * 2, 32);
	file.writeUInt16LE(16, 34);
	file.write('data', 36);
	file.writeUInt32LE(data.byteLength, 40);
	file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), HEADER);
	return file;
}
