/** All elements of the package. */
import '../term-card.ts';
import '../term-lookup.ts';
