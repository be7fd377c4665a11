/** Publications that several calculators cite. */

export const KYLE_1985 = {
  citation: "Kyle, A. S. (1985), 'Continuous Auctions and Insider Trading', Econometrica 53(6), 1315-1335",
  doi: '10.2307/1913210',
};
export const TOTH_2011 = {
  citation:
    "Toth, B., Lemperiere, Y., Deremble, C., de Lataillade, J., Kockelkoren, J., Bouchaud, J.-P. (2011), 'Anomalous price impact and the critical nature of liquidity in financial markets', Physical Review X 1, 021006",
  doi: '10.1103/PhysRevX.1.021006',
};
export const BRUNNERMEIER_PEDERSEN_2009 = {
  citation:
    "Brunnermeier, M. K., Pedersen, L. H. (2009), 'Market Liquidity and Funding Liquidity', Review of Financial Studies 22(6), 2201-2238",
  doi: '10.1093/rfs/hhn098',
};
