namespace SipIds.Streams.Layers;

/// <summary>Makes a layer at the start.</summary>
internal delegate IStreamLayer StreamLayerFactory(StreamLayerServices services);
