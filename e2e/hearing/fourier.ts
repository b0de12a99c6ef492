/** The discrete Fourier transform in place; `real.length` is a power of two. */
export function transform(real: Float64Array, imaginary: Float64Array): void {
	const size = real.length;
	for (let index = 1, other = 0; index < size; index += 1) {
		let bit = size >> 1;
		for (; other & bit; bit >>= 1) other ^= bit;
		other ^= bit;
		if (index < other) {
			swap(real, index, other);
			swap(imaginary, index, other);
		}
	}
	for (let length = 2; length <= size; length *= 2) {
		const half = length / 2;
		for (let offset = 0; offset < half; offset += 1) {
			const cosine = Math.cos((-2 * Math.PI * offset) / length);
			const sine = Math.sin((-2 * Math.PI * offset) / length);
			for (let even = offset; even < size; even += length) {
				const odd = even + half;
				const oddReal = at(real, odd) * cosine - at(imaginary, odd) * sine;
				const oddImaginary = at(real, odd) * sine + at(imaginary, odd) * cosine;
				real[odd] = at(real, even) - oddReal;
				imaginary[odd] = at(imaginary, even) - oddImaginary;
				real[even] = at(real, even) + oddReal;
				imaginary[even] = at(imaginary, even) + oddImaginary;
			}
		}
	}
}

function swap(values: Float64Array, a: number, b: number): void {
	const kept = at(values, a);
	values[a] = at(values, b);
	values[b] = kept;
}

const at = (values: Float64Array, index: number): number => values[index] ?? 0;
