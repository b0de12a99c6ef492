import { expect, test } from 'vitest';
import { transform } from './fourier.ts';

const SIZE = 64;
const cosine = (waves: number) =>
	Float64Array.from({ length: SIZE }, (_, index) => Math.cos((2 * Math.PI * waves * index) / SIZE));

test('a wave of a whole number of periods is two lines', () => {
	const [real, imaginary] = [cosine(5), new Float64Array(SIZE)];
	transform(real, imaginary);
	const magnitudes = [...real.map((value, bin) => Math.hypot(value, imaginary[bin] ?? 0))].map(Math.round);
	expect(magnitudes.flatMap((magnitude, bin) => (magnitude > 0 ? [[bin, magnitude]] : []))).toEqual([
		[5, SIZE / 2],
		[SIZE - 5, SIZE / 2],
	]);
});

test('the transform equals its definition', () => {
	const wave = Float64Array.from({ length: SIZE }, (_, index) => ((index * 37) % 19) - 9);
	const [real, imaginary] = [wave.slice(), new Float64Array(SIZE)];
	transform(real, imaginary);
	const angle = (bin: number, index: number) => (-2 * Math.PI * bin * index) / SIZE;
	for (const bin of [0, 1, 17, 32, 63]) {
		expect(real[bin]).toBeCloseTo(
			wave.reduce((sum, value, index) => sum + value * Math.cos(angle(bin, index)), 0),
			6,
		);
		expect(imaginary[bin]).toBeCloseTo(
			wave.reduce((sum, value, index) => sum + value * Math.sin(angle(bin, index)), 0),
			6,
		);
	}
});
