namespace SipIds.Packets.Ip;

/// <summary>A bounded store of equal pages that the datagrams in reassembly share. Pages are made when first needed and then used again.</summary>
internal sealed class FragmentPages(int capacity)
{
    public const int PageLength = 2048;

    private readonly Stack<byte[]> _free = new();

    /// <summary>Bytes of all pages that were made.</summary>
    public long Memory { get; private set; }

    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out byte[]? page)
    {
        if (_free.TryPop(out page))
        {
            return true;
        }

        if (Memory / PageLength >= capacity)
        {
            return false;
        }

        Memory += PageLength;
        page = new byte[PageLength];
        return true;
    }

    public void Return(byte[] page) => _free.Push(page);
}
